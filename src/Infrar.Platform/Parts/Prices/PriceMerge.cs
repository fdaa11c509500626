namespace Infrar.Platform.Parts.Prices;

/// <summary>Makes the rows of a file that was staged those of a sync, leaving alone what is as it was.</summary>
/// <remarks>
/// 1. Prices that jumped, or are free all of a sudden, go to quarantine unless somebody released just that price. 2. Those leave the
/// staged rows. 3. What holds now and is not staged just so ends with this sync, except what is in quarantine: its last good price goes
/// on. 4. What is staged and does not hold begins. SKUs likewise, without quarantine. When a price takes effect is not compared: AWS
/// writes another date into every edition.
/// </remarks>
internal static class PriceMerge
{
    private const string Live = "r.file_id = @file and r.last_sync is null";

    // A quarantined row of this sync keeps what it was before.
    private const string Held =
        "exists (select 1 from price_quarantine q where q.file_id = @file and q.sync = @sync and q.key = r.key and (q.rate = r.rate or q.rate = ''))";

    private const string SameRate =
        "s.key = r.key and s.rate = r.rate and s.price = r.price and s.unit = r.unit and s.currency = r.currency and s.tier_from = r.tier_from and s.tier_to is not distinct from r.tier_to and s.purchase = r.purchase and s.lease = r.lease";

    private const string SameSku = "s.key = r.key and s.region = r.region and s.hash = r.hash";

    /// <summary>Before all: what was in quarantine is looked at anew, but for what somebody released.</summary>
    public const string Requarantine =
        "delete from price_quarantine where file_id = @file and sync < @sync and released_by = ''";

    /// <summary>Step 1; parameters file, sync, provider, factor.</summary>
    /// <param name="price">How a price is compared as a number.</param>
    public static string Quarantine(Func<string, string> price) =>
        $"""
            insert into price_quarantine (provider, file_id, sync, key, rate, reason, detail, old_price, new_price, released_by)
            select @provider, @file, @sync, s.key, s.rate, case when {price(
                "s.price"
            )} = 0 then 'FreeNow' else 'Jump' end,
              '', r.price, s.price, ''
            from staged_rates s join price_rates r on r.key = s.key and r.rate = s.rate and {Live}
            where s.unit = r.unit and s.currency = r.currency and {price("r.price")} > 0
              and ({price("s.price")} = 0 or {price("s.price")} > {price("r.price")} * @factor
                or {price("s.price")} * @factor < {price("r.price")})
              and not exists (select 1 from price_quarantine q where q.file_id = @file and q.key = s.key and q.rate = s.rate
                and q.new_price = s.price and q.released_by <> '')
            """;

    /// <summary>Step 2.</summary>
    public const string Unstage =
        "delete from staged_rates as r where exists (select 1 from price_quarantine q where q.file_id = @file and q.sync = @sync and q.key = r.key and q.rate = r.rate and q.released_by = '')";

    /// <summary>Step 3.</summary>
    public const string EndRates =
        $"update price_rates as r set last_sync = @sync where {Live} and not exists (select 1 from staged_rates s where {SameRate}) and not {Held}";

    /// <summary>Step 4.</summary>
    public const string BeginRates =
        $"insert into price_rates (file_id, {PriceSchema.RateColumns}, first_sync) select @file, {PriceSchema.RateColumns}, @sync from staged_rates s where not exists (select 1 from price_rates r where {Live} and r.key = s.key and r.rate = s.rate)";

    /// <summary>Step 3 of SKUs: one whose prices go on in quarantine goes on too.</summary>
    public const string EndSkus =
        $"update price_skus as r set last_sync = @sync where {Live} and not exists (select 1 from staged_skus s where {SameSku}) and (exists (select 1 from staged_skus s where s.key = r.key and s.region = r.region) or not exists (select 1 from price_quarantine q where q.file_id = @file and q.sync = @sync and q.key = r.key))";

    /// <summary>Step 4 of SKUs.</summary>
    public const string BeginSkus =
        $"insert into price_skus (file_id, {PriceSchema.SkuColumns}, first_sync) select @file, {PriceSchema.SkuColumns}, @sync from staged_skus s where not exists (select 1 from price_skus r where {Live} and r.key = s.key and r.region = s.region)";
}
