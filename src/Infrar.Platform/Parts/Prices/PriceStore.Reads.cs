using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Infrar.Providers.Feeds;

namespace Infrar.Platform.Parts.Prices;

/// <summary>What the book holds.</summary>
internal abstract partial class PriceStore
{
    private const string SkuSql =
        "s.provider, s.sku, s.region, s.service, s.family, s.description, s.attributes, s.rule_service, s.rule_region, s.rule_unit, s.rule_description, s.rule_attributes, s.rule_flags, s.file_id, s.key";

    private const string RateSql =
        "r.rate, r.purchase, r.lease, r.unit, r.tier_from, r.tier_to, r.price, r.currency, r.effective, r.first_sync, r.last_sync";

    private const int RateAt = 15;

    /// <summary>The prices, on demand, that a rule may mean: of a service, region and unit in the book of a sync.</summary>
    /// <param name="provider">Whose.</param>
    /// <param name="sync">Which book.</param>
    /// <param name="service">Service of the price book.</param>
    /// <param name="region">Region of the price book.</param>
    /// <param name="unit">Unit of the price book.</param>
    /// <param name="selector">Instance type or its like; empty for any.</param>
    public IReadOnlyList<StoredSku> Find(
        string provider,
        long sync,
        string service,
        string region,
        string unit,
        string selector
    )
    {
        using var connection = Open();
        using var command = Command(
            connection,
            FindSql(selector.Length > 0),
            ("provider", provider),
            ("service", service),
            ("region", region),
            ("unit", unit),
            ("selector", selector),
            ("sync", sync)
        );
        using var rows = command.ExecuteReader();
        var found = new List<StoredSku>();
        var rates = ImmutableArray.CreateBuilder<StoredRate>();
        var (sku, file, key) = ((StoredSku?)null, 0L, "");
        while (rows.Read())
        {
            if (
                sku is not null
                && (rows.GetInt64(13) != file || rows.GetString(14) != key || rows.GetString(2) != sku.RegionId)
            )
            {
                found.Add(sku with { Rates = rates.DrainToImmutable() });
                sku = null;
            }

            if (sku is null)
            {
                (file, key) = (rows.GetInt64(13), rows.GetString(14));
                sku = Sku(rows) with
                {
                    Source = rows.GetString(RateAt + 11),
                    PublishedAt = rows.GetString(RateAt + 12),
                };
            }

            rates.Add(Rate(rows, RateAt));
        }

        if (sku is not null)
        {
            found.Add(sku with { Rates = rates.DrainToImmutable() });
        }

        return found;
    }

    /// <summary>The statement of a rule's look-up, as the benchmark explains it too.</summary>
    internal static string FindSql(bool hasSelector) =>
        $"""
            select {SkuSql}, {RateSql}, v.address, v.published_at
            from price_skus s join price_rates r on r.file_id = s.file_id and r.key = s.key
            join price_versions v on v.file_id = s.file_id
              and v.sync = (select max(w.sync) from price_versions w where w.file_id = s.file_id and w.sync <= @sync)
            where s.provider = @provider and s.rule_service = @service and s.rule_region = @region and s.rule_unit = @unit
              {(hasSelector ? "and s.rule_selector = @selector" : "")}
              and {Live("s", "@sync")}
              and r.purchase = 'OnDemand' and r.lease = '' and {Live("r", "@sync")}
            order by s.file_id, s.key, s.region
            """;

    /// <summary>SKUs of one service in one region, in the order of their names.</summary>
    /// <param name="place">Where.</param>
    /// <param name="limit">How many.</param>
    /// <param name="offset">How many to pass over.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ImmutableArray<StoredSku>> OfPlaceAsync(
        PriceCoverage place,
        int limit,
        int offset,
        CancellationToken cancellationToken
    ) =>
        WithRatesAsync(
            $"""
            select {SkuSql}, c.sync from price_skus s join price_current c on c.provider = s.provider
            where s.provider = @provider and s.service = @service and s.region = @region and {Live("s", "c.sync")}
            order by s.sku, s.key limit @limit offset @offset
            """,
            [
                ("provider", place.Provider),
                ("service", place.Service),
                ("region", place.RegionId),
                ("limit", limit),
                ("offset", offset),
            ],
            false,
            cancellationToken
        );

    /// <summary>SKUs of the book in use that have all the words; each with the prices that hold.</summary>
    /// <param name="search">What is searched for.</param>
    /// <param name="services">The services that its own names, by their whole names.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ImmutableArray<StoredSku>> SearchAsync(
        PriceSearch search,
        IReadOnlyCollection<string> services,
        CancellationToken cancellationToken
    )
    {
        var conditions = new List<string>();
        var parameters = new List<(string Name, object? Value)> { ("limit", search.Limit), ("offset", search.Offset) };
        void Add(string condition, string name, string value)
        {
            if (value.Length > 0)
            {
                conditions.Add(condition);
                parameters.Add((name, value));
            }
        }

        Add("s.provider = @provider", "provider", search.Provider);
        Add("s.region = @region", "region", search.RegionId);
        if (search.Service.Length > 0)
        {
            conditions.Add($"s.service in ({string.Join(", ", services.Select((_, i) => $"@service{i}"))})");
            parameters.AddRange(services.Select((name, i) => ($"service{i}", (object?)name)));
        }

        for (var i = 0; i < search.Words.Length; i++)
        {
            Add(
                $"(lower(s.description) like @word{i} escape '!' or lower(s.attributes) like @word{i} escape '!' or lower(s.sku) like @word{i} escape '!')",
                $"word{i}",
                Containing(search.Words[i])
            );
        }

        var where = conditions.Count is 0 ? "" : $"and {string.Join(" and ", conditions)}";
        return await WithRatesAsync(
            $"select {SkuSql}, c.sync from price_skus s join price_current c on c.provider = s.provider where {Live("s", "c.sync")} {where} order by s.provider, s.service, s.region, s.sku, s.key limit @limit offset @offset",
            [.. parameters],
            false,
            cancellationToken
        );
    }

    /// <summary>A SKU in every region that it is sold in, with all that its prices ever were.</summary>
    public Task<ImmutableArray<StoredSku>> ShowAsync(
        string provider,
        string sku,
        CancellationToken cancellationToken
    ) =>
        WithRatesAsync(
            $"""
            select {SkuSql}, c.sync from price_skus s join price_current c on c.provider = s.provider
            where s.sku = @sku and (@provider = '' or s.provider = @provider)
              and s.provider in (select provider from price_current)
              and {Live("s", "c.sync")}
            order by s.provider, s.region limit 200
            """,
            [("sku", sku), ("provider", provider)],
            true,
            cancellationToken
        );

    /// <summary>SKUs of the embedded price book that the book in use states too.</summary>
    public async Task<HashSet<(string Provider, string SkuId, string RegionId)>> StatedAsync(
        CancellationToken cancellationToken
    ) =>
        [
            .. await ReadAsync(
                $"""
                select s.provider, s.sku, s.rule_region from price_skus s join price_current c on c.provider = s.provider
                where s.rule_service is not null and s.rule_flags in (1, 3)
                  and {Live("s", "c.sync")}
                """,
                [],
                row => (row.GetString(0), row.GetString(1), row.GetString(2)),
                cancellationToken
            ),
        ];

    /// <summary>How many SKUs the books in use have, by provider, service and region, in that order.</summary>
    public Task<List<PriceCoverage>> CoverageAsync(CancellationToken cancellationToken) =>
        ReadAsync(
            """
            select v.provider, v.service, v.region, v.skus, v.used_by_rules
            from price_coverage v join price_current c on c.provider = v.provider and c.sync = v.sync
            order by v.provider, v.service, v.region
            """,
            [],
            row => new PriceCoverage(
                row.GetString(0),
                row.GetString(1),
                row.GetString(2),
                row.GetInt64(3),
                row.GetInt64(4)
            ),
            cancellationToken
        );

    /// <summary>Every price of a provider's book in use, one after the other; each SKU comes with one rate.</summary>
    public async IAsyncEnumerable<StoredSku> ExportAsync(
        string provider,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = Command(
            connection,
            $"""
            select {SkuSql}, {RateSql}, v.address, v.published_at
            from price_skus s join price_current c on c.provider = s.provider
            join price_rates r on r.file_id = s.file_id and r.key = s.key
            join price_versions v on v.file_id = s.file_id
              and v.sync = (select max(w.sync) from price_versions w where w.file_id = s.file_id and w.sync <= c.sync)
            where (@provider = '' or s.provider = @provider) and {Live("s", "c.sync")}
              and {Live("r", "c.sync")}
            """,
            ("provider", provider)
        );
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            yield return Sku(rows) with
            {
                Source = rows.GetString(RateAt + 11),
                PublishedAt = rows.GetString(RateAt + 12),
                Rates = [Rate(rows, RateAt)],
            };
        }
    }

    private async Task<ImmutableArray<StoredSku>> WithRatesAsync(
        string sql,
        (string Name, object? Value)[] parameters,
        bool withHistory,
        CancellationToken cancellationToken
    )
    {
        var found = await ReadAsync(
            sql,
            parameters,
            row => (Sku: Sku(row), File: row.GetInt64(13), Key: row.GetString(14), Sync: row.GetInt64(15)),
            cancellationToken
        );
        var skus = ImmutableArray.CreateBuilder<StoredSku>(found.Count);
        foreach (var (sku, file, key, sync) in found)
        {
            var rates = await ReadAsync(
                $"""
                select {RateSql}, b.finished_at, e.finished_at from price_rates r
                join price_syncs b on b.id = r.first_sync left join price_syncs e on e.id = r.last_sync and e.id <= @sync
                where r.file_id = @file and r.key = @key and r.first_sync <= @sync
                  and (@history or r.last_sync is null or r.last_sync > @sync)
                order by r.purchase, r.lease, r.tier_from, r.rate, r.first_sync
                """,
                [("file", file), ("key", key), ("sync", sync), ("history", withHistory)],
                row => Rate(row, 0) with { KnownSince = TimeOrNull(row, 11), KnownUntil = TimeOrNull(row, 12) },
                cancellationToken
            );
            var edition = await ReadAsync(
                "select address, published_at from price_versions where file_id = @file and sync <= @sync order by sync desc limit 1",
                [("file", file), ("sync", sync)],
                row => (Address: row.GetString(0), PublishedAt: row.GetString(1)),
                cancellationToken
            );
            skus.Add(
                sku with
                {
                    Rates = [.. rates],
                    Source = edition.FirstOrDefault().Address ?? "",
                    PublishedAt = edition.FirstOrDefault().PublishedAt ?? "",
                }
            );
        }

        return skus.MoveToImmutable();
    }

    private static string Containing(string text) =>
        text.Length is 0
            ? ""
            : $"%{text.ToLowerInvariant().Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";

    private static StoredSku Sku(DbDataReader row) =>
        new()
        {
            Provider = row.GetString(0),
            SkuId = row.GetString(1),
            RegionId = row.GetString(2),
            Service = row.GetString(3),
            Family = row.GetString(4),
            Description = row.GetString(5),
            Attributes = row.GetString(6),
            Rule = Rule(row, 7),
            Source = "",
            PublishedAt = "",
            Rates = [],
        };

    private StoredRate Rate(DbDataReader row, int first) =>
        new()
        {
            RateId = row.GetString(first),
            Purchase = Enum.Parse<PurchaseOption>(row.GetString(first + 1)),
            Lease = row.GetString(first + 2),
            Unit = row.GetString(first + 3),
            From = Number(row, first + 4),
            To = NumberOrNull(row, first + 5),
            UnitPrice = Number(row, first + 6),
            Currency = row.GetString(first + 7),
            EffectiveFrom = row.GetString(first + 8),
            FirstSync = row.GetInt64(first + 9),
            LastSync = row.IsDBNull(first + 10) ? null : row.GetInt64(first + 10),
        };
}
