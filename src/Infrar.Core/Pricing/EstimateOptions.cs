namespace Infrar.Core.Pricing;

/// <summary>How an estimate is made, beside what is priced.</summary>
public sealed record EstimateOptions
{
    /// <summary>Whether free allowances of an account are taken off; true unless another system uses them up.</summary>
    public bool FreeAllowances { get; init; } = true;

    /// <summary>Currency of the sums, ISO 4217; null for the system's own, and USD where there is no system.</summary>
    public string? Currency { get; init; }

    /// <summary>Usage that goes before the profile; null for none.</summary>
    public UsageFile? Usage { get; init; }

    /// <summary>The prices; those that ship with the providers unless a server has newer ones.</summary>
    public PriceBook Book { get; init; } = PriceBook.Embedded;
}
