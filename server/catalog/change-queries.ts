import { affected, type Db, row, type Tx } from '../platform/postgres.ts'

/**
 * What this statement sees of the change log and the snapshot given does not, as the ids of products; null stands for
 * any of them. `origin` names the database and this run of its server. `lapsed` where rows that were never seen may have been swept: after a pause of 5 minutes.
 */
export const changesSince = (db: Db, snapshot: string | null, at: string | null) =>
  row<{ snapshot: string; origin: string; at: string; lapsed: boolean; product_ids: (string | null)[] }>(
    db,
    `select pg_current_snapshot()::text as snapshot, now()::text as at,
            (select oid from pg_database where datname = current_database())
              || '/' || extract(epoch from pg_postmaster_start_time()) as origin,
            coalesce($2::timestamptz < now() - interval '5 minutes', true) as lapsed,
            array(
              select distinct product_id::text from catalog_changes
              where xid >= pg_snapshot_xmin($1::pg_snapshot) and not pg_visible_in_snapshot(xid, $1::pg_snapshot)
              limit 1001
            ) as product_ids`,
    [snapshot, at],
  )

/** Removes the changes that were visible to everybody 10 minutes ago; keeps what a snapshot of less long ago needs. */
export const sweptChanges = (tx: Tx, snapshot: string, at: string) =>
  affected(
    tx,
    `delete from catalog_changes
     where xid < pg_snapshot_xmin($1::pg_snapshot) and $2::timestamptz < now() - interval '10 minutes'`,
    [snapshot, at],
  )

/** Folds the counts into one row a category, once there are many; what another node folds is left alone. */
export const foldedCounts = (tx: Tx) =>
  affected(
    tx,
    `with taken as (
       delete from product_counts
       where id in (select id from product_counts for update skip locked)
         and (select count(*) from product_counts) > 100
       returning category_id, delta
     )
     insert into product_counts (category_id, delta)
     select category_id, sum(delta) from taken group by category_id having sum(delta) <> 0`,
  )
