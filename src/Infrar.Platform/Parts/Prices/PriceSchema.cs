namespace Infrar.Platform.Parts.Prices;

/// <summary>The tables of the price book, alike in both databases but for the words of their types.</summary>
/// <remarks>
/// A row says from which sync on it holds, and from which on no longer. The book of sync N is what has
/// <c>first_sync &lt;= N and (last_sync is null or last_sync &gt; N)</c>; which N a provider's book is, one row of
/// <c>price_current</c> says. So a sync writes beside what is in use, and is in use by the change of one row.
/// </remarks>
internal static class PriceSchema
{
    /// <summary>The columns of a staged or stored rate, in the order that they are written in.</summary>
    public const string RateColumns =
        "key, rate, purchase, lease, unit, tier_from, tier_to, price, currency, effective";

    /// <summary>The columns of a staged or stored SKU.</summary>
    public const string SkuColumns =
        "key, region, provider, sku, service, family, description, attributes, rule_service, rule_region, rule_unit, rule_selector, rule_description, rule_attributes, rule_flags, hash";

    /// <summary>Statements that make what is missing.</summary>
    /// <param name="identity">Type of a number that the database gives.</param>
    /// <param name="number">Type of an exact decimal.</param>
    public static string Tables(string identity, string number) =>
        $"""
            create table if not exists price_files (
              id {identity}, provider text not null, name text not null, unique (provider, name));
            create table if not exists price_syncs (
              id {identity}, provider text not null, status text not null, asked_by text not null, started_at text not null,
              finished_at text, problem text not null, progress text not null);
            create table if not exists price_current (provider text not null primary key, sync bigint not null);
            create table if not exists price_versions (
              file_id bigint not null, sync bigint not null, address text not null, version text not null, published_at text not null,
              etag text not null, last_modified text not null, revision text not null, checksum text not null, bytes bigint not null,
              skus bigint not null, rates bigint not null, primary key (file_id, sync));
            create table if not exists price_skus (
              file_id bigint not null, {Skus}, first_sync bigint not null, last_sync bigint);
            create table if not exists price_rates (
              file_id bigint not null, {Rates(number)}, first_sync bigint not null, last_sync bigint);
            create table if not exists price_quarantine (
              id {identity}, provider text not null, file_id bigint not null, sync bigint not null, key text not null, rate text not null,
              reason text not null, detail text not null, old_price {number}, new_price {number}, released_by text not null,
              released_at text);
            create table if not exists price_kept_out (
              file_id bigint not null, key text not null, rate text not null, reason text not null, new_price {number},
              kept_by text not null, kept_at text not null);
            create table if not exists price_coverage (
              provider text not null, sync bigint not null, service text not null, region text not null, skus bigint not null,
              used_by_rules bigint not null);
            drop index if exists price_skus_service;
            create index if not exists price_quarantine_row on price_quarantine (file_id, key, rate);
            create index if not exists price_kept_out_row on price_kept_out (file_id, key, rate);
            create index if not exists price_syncs_provider on price_syncs (provider, id);
            {CountCoverage};
            """;

    /// <summary>
    /// Statements that make the indexes that books are read by. The first sync of all writes without them and makes them before its
    /// book is in use: from all rows at once they take half of the time.
    /// </summary>
    public const string Indexes = """
        create index if not exists price_skus_key on price_skus (file_id, key);
        create index if not exists price_skus_sku on price_skus (provider, sku);
        create index if not exists price_skus_place on price_skus (provider, service, region, sku);
        create index if not exists price_skus_rule on price_skus (provider, rule_service, rule_region, rule_unit, rule_selector)
          where rule_service is not null;
        create index if not exists price_rates_key on price_rates (file_id, key)
        """;

    /// <summary>Counts what the books in use have of each service and region, where it is not counted yet.</summary>
    public const string CountCoverage = """
        insert into price_coverage
        select s.provider, c.sync, s.service, s.region, count(*), count(s.rule_service)
        from price_current c join price_skus s on s.provider = c.provider and s.first_sync <= c.sync and (s.last_sync is null or s.last_sync > c.sync)
        where not exists (select 1 from price_coverage v where v.provider = c.provider and v.sync = c.sync)
        group by s.provider, c.sync, s.service, s.region
        """;

    /// <summary>Columns of SKUs with their types.</summary>
    public const string Skus =
        "key text not null, region text not null, provider text not null, sku text not null, service text not null, family text not null, description text not null, attributes text not null, rule_service text, rule_region text, rule_unit text, rule_selector text, rule_description text, rule_attributes text, rule_flags integer not null, hash bigint not null";

    /// <summary>Columns of rates with their types.</summary>
    public static string Rates(string number) =>
        $"key text not null, rate text not null, purchase text not null, lease text not null, unit text not null, tier_from {number} not null, tier_to {number}, price {number} not null, currency text not null, effective text not null";
}
