using Infrar.Core.Placements;

namespace Infrar.Core.Pricing;

/// <summary>Where an estimate takes its prices from; the same answers from its first question to its last.</summary>
public abstract class PriceBook
{
    /// <summary>The prices that ship with the providers.</summary>
    public static PriceBook Embedded { get; } = new EmbeddedBook();

    /// <summary>What tells this book from any other of the installation; equal for equal prices.</summary>
    public abstract string Version { get; }

    /// <summary>The one price that a query names, or null when there is none.</summary>
    /// <param name="provider">Whose price.</param>
    /// <param name="query">What a rule looks for.</param>
    /// <exception cref="InvalidOperationException">Two embedded prices match: the rule does not name its SKU exactly, a bug.</exception>
    public abstract Price? Find(Provider provider, PriceQuery query);

    private sealed class EmbeddedBook : PriceBook
    {
        public override string Version => "embedded";

        public override Price? Find(Provider provider, PriceQuery query) => provider.Prices.Find(query);
    }
}
