using System.Globalization;

namespace Infrar.Providers.Pricing;

/// <summary>Quantities as containers state them: <c>500m</c> of a vCPU, <c>512Mi</c> of memory.</summary>
internal static class ContainerQuantity
{
    private const decimal Ki = 1024m;

    // https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
    private static readonly (string Suffix, decimal Factor)[] Units =
    [
        ("Ki", Ki),
        ("Mi", Ki * Ki),
        ("Gi", Ki * Ki * Ki),
        ("Ti", Ki * Ki * Ki * Ki),
        ("m", 0.001m),
        ("k", 1000m),
        ("M", 1_000_000m),
        ("G", 1_000_000_000m),
        ("", 1m),
    ];

    /// <summary>vCPU; null when the text is no quantity.</summary>
    internal static decimal? Cpu(string? text) => Parse(text);

    /// <summary>GiB; null when the text is no quantity.</summary>
    internal static decimal? MemoryGiB(string? text) => Parse(text) / (Ki * Ki * Ki);

    private static decimal? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var (suffix, factor) = Units.First(u => text.EndsWith(u.Suffix, StringComparison.Ordinal));
        return decimal.TryParse(
            text.AsSpan(0, text.Length - suffix.Length),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number * factor
            : null;
    }
}
