-- Where a point of interest meets the walk network: the node of it that lies nearest, and the straight line to there.
-- Null in generations imported before.
alter table loopgenie.poi add column node_id bigint;
alter table loopgenie.poi add column detour_m integer;
-- Nothing searches by what these arrays hold: without them edges are analysed in two thirds of the time.
alter table loopgenie.edge alter column point_ids set statistics 0;
alter table loopgenie.edge alter column ele_m set statistics 0;
