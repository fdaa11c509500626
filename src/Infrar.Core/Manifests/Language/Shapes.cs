using System.Collections.Immutable;

namespace Infrar.Core.Manifests.Language;

/// <summary>Short ways to build shapes; meant for <c>using static</c>.</summary>
internal static class Shapes
{
    /// <summary>Seconds in a day, the unit that durations are bound in.</summary>
    private const int Day = 86_400;

    /// <summary>MiB in a TiB.</summary>
    private const int Tebibyte = 1024 * 1024;

    internal static Field Required(string name, Shape shape) => new(name, shape, Required: true);

    internal static Field Optional(string name, Shape shape) => new(name, shape);

    internal static TextShape Text(string description, string pattern = "", string hint = "") =>
        new(pattern, hint) { Description = description };

    internal static FlagShape Flag(string description) => new() { Description = description };

    internal static ChoiceShape Choice(string description, params ImmutableArray<string> words) =>
        new(words) { Description = description };

    internal static NumberShape Whole(string description, int min, int max) =>
        new(min, max, Whole: true) { Description = description };

    internal static NumberShape Number(string description, decimal min, decimal max) =>
        new(min, max, Whole: false) { Description = description };

    internal static QuantityShape Duration(string description, int minSeconds, int maxSeconds) =>
        new(Dimension.Duration, minSeconds, maxSeconds) { Description = description };

    internal static QuantityShape Days(string description, int min, int max) =>
        new(Dimension.Duration, (decimal)min * Day, (decimal)max * Day) { Description = description, Step = Day };

    internal static QuantityShape Memory(string description) =>
        new(Dimension.Bytes, 16, 4 * Tebibyte) { Description = description, Step = 1 };

    internal static QuantityShape Disk(string description) =>
        new(Dimension.Bytes, 1024, 64 * Tebibyte) { Description = description, Step = 1024 };

    internal static ListShape ListOf(string description, Shape item, int most = 100) =>
        new(item) { Description = description, MaxItems = most };

    internal static ListShape OneOrMore(string description, Shape item) =>
        new(item)
        {
            Description = description,
            MaxItems = 100,
            OrSingle = true,
        };

    internal static MapShape MapOf(string description, TextShape key, Shape value) =>
        new(key, value) { Description = description };

    internal static ObjectShape Fields(string description, params ImmutableArray<Field> fields) =>
        new(fields) { Description = description };

    internal static OverrideShape Override(Shape of, string description) => new(of) { Description = description };

    /// <summary>Names of components, environments, strategies, profiles.</summary>
    internal static TextShape Name(string description) =>
        Text(description, "[a-z]([a-z0-9-]{0,38}[a-z0-9])?", "lower-case letters, digits and dashes, like 'api-2'");

    internal static TextShape DomainName(string description) =>
        Text(
            description,
            "(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?",
            "a host name in lower case, like 'api.example.com'"
        );

    internal static TextShape Cidr(string description) =>
        Text(description, "[0-9a-fA-F.:]+/[0-9]{1,3}", "an address block, like '10.0.0.0/16'");

    internal static TextShape Region(string description) =>
        Text(description, "[a-z0-9-]{1,40}", "the provider's own name, like 'eu-west-1'");
}
