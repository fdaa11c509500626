using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Manifests.Meaning;

/// <summary>What can be wrong with a manifest whose values have the right shape.</summary>
internal static class MeaningFaults
{
    internal static Diagnostic UnknownComponent(string name, IEnumerable<string> known, SourceLocation at) =>
        Error("MAN030", $"There is no component '{ShapeFaults.Short(name)}'.", at, OneOf(name, known, "component"));

    internal static Diagnostic RemovedComponent(string user, string name, string environment, SourceLocation at) =>
        Error(
            "MAN030",
            $"'{user}' needs '{name}', which '{environment}' takes away.",
            at,
            $"Take '{user}' away there as well, or state there what it does without '{name}'."
        );

    internal static Diagnostic UnsuitableComponent(string message, SourceLocation at, string mend) =>
        Error("MAN031", message, at, mend);

    internal static Diagnostic UnknownSecret(
        string store,
        string entry,
        IEnumerable<string> known,
        SourceLocation at
    ) => Error("MAN032", $"'{store}' has no entry '{ShapeFaults.Short(entry)}'.", at, OneOf(entry, known, "entry"));

    internal static Diagnostic NoSecretStore(string text, string? near, SourceLocation at) =>
        Error(
            "MAN032",
            $"'{ShapeFaults.Short(text)}' names no secrets component.",
            at,
            near is null ? "Write 'component/entry' of a secrets component." : $"Write '{near}/…'."
        );

    internal static Diagnostic BadReference(string text, string why, SourceLocation at) =>
        Error(
            "MAN033",
            $"'{ShapeFaults.Short(text)}' refers to nothing: {why}.",
            at,
            "Write '${component.attribute}', or '$${' where the characters themselves are meant."
        );

    internal static Diagnostic NotPlaced(string component, string kind, string strategy, SourceLocation at) =>
        Error(
            "MAN034",
            $"The strategy '{strategy}' places neither '{component}' nor the kind '{kind}'.",
            at,
            $"Add '{kind}' or '{component}' under its 'place', or take the component away where it is not needed."
        );

    internal static Diagnostic CannotRun(string offering, string kind, IEnumerable<string> fitting, SourceLocation at)
    {
        var others = fitting.ToList();
        return Error(
            "MAN035",
            $"The offering '{offering}' cannot run a component of kind '{kind}'.",
            at,
            others.Count is 0 ? "No offering in the catalog can." : $"Choose one of: {string.Join(", ", others)}."
        );
    }

    internal static Diagnostic NoRegion(string provider, IEnumerable<string> regions, SourceLocation at) =>
        Error(
            "MAN036",
            $"No region of '{provider}' is stated.",
            at,
            $"Add 'region' under 'providers: {provider}:', one of: {string.Join(", ", regions)}."
        );

    internal static Diagnostic SidecarElsewhere(string sidecar, string workload, string offering, SourceLocation at) =>
        Error(
            "MAN037",
            $"'{sidecar}' runs beside '{workload}', but is placed elsewhere.",
            at,
            $"Place it on '{offering}', or leave it out of 'place': it follows its workload."
        );

    internal static Diagnostic BadBlock(string text, string why, SourceLocation at, string mend) =>
        Error("MAN038", $"'{ShapeFaults.Short(text)}' is no address block: {why}.", at, mend);

    internal static Diagnostic BadSubnets(string message, SourceLocation at, string mend) =>
        Error("MAN039", message, at, mend);

    internal static Diagnostic BadSchedule(string text, string why, SourceLocation at) =>
        Error(
            "MAN040",
            $"'{ShapeFaults.Short(text)}' is no schedule: {why}.",
            at,
            "Write minute, hour, day of month, month and day of week, like '0 2 * * *' for each day at 02:00."
        );

    internal static Diagnostic UnknownTimeZone(string text, SourceLocation at) =>
        Error(
            "MAN041",
            $"'{ShapeFaults.Short(text)}' is no time zone.",
            at,
            "Write 'UTC' or an IANA name like 'Europe/Dublin'."
        );

    internal static Diagnostic CrossedBounds(string lower, string upper, YamlScalar value, string bound) =>
        Error(
            "MAN042",
            $"'{upper}' is {value.Text}, less than '{lower}', which is {bound}.",
            value.Location,
            $"Write {bound} or more, or lower '{lower}'."
        );

    internal static Diagnostic Duplicate(string what, string text, SourceLocation first, SourceLocation at) =>
        Error(
            "MAN043",
            string.Create(null, $"The {what} '{ShapeFaults.Short(text)}' is taken already, on line {first.Line}."),
            at,
            "Choose another, or delete one of the two."
        );

    internal static Diagnostic UnknownQuantity(
        string name,
        string kind,
        IEnumerable<string> known,
        SourceLocation at
    ) =>
        Error(
            "MAN044",
            $"The use of a component of kind '{kind}' is not counted in '{ShapeFaults.Short(name)}'.",
            at,
            OneOf(name, known, "quantity")
        );

    internal static Diagnostic UnorderedRange(SourceLocation at) =>
        Error(
            "MAN045",
            "The bounds are out of order.",
            at,
            "Let 'least' be at most 'expected', and 'expected' at most 'most'."
        );

    internal static Diagnostic UnknownStrategy(string name, IEnumerable<string> known, SourceLocation at) =>
        Error("MAN046", $"There is no strategy '{ShapeFaults.Short(name)}'.", at, OneOf(name, known, "strategy"));

    internal static Diagnostic CircularExtends(string strategy, string other, SourceLocation at) =>
        Error(
            "MAN047",
            strategy == other
                ? $"The strategy '{strategy}' extends itself."
                : $"The strategy '{strategy}' extends '{other}', which in turn extends it.",
            at,
            "Delete one 'extends', so that every chain ends."
        );

    internal static Diagnostic UnknownEnvironment(string name, IEnumerable<string> known, SourceLocation at) =>
        Error("MAN048", $"There is no environment '{ShapeFaults.Short(name)}'.", at, OneOf(name, known, "environment"));

    internal static Diagnostic UnusedStrategy(string name, SourceLocation at) =>
        new(
            "MAN049",
            DiagnosticSeverity.Warning,
            $"No environment allows the strategy '{name}', and none that is allowed extends it.",
            at,
            "Add it to the 'strategies' of an environment, or delete it."
        );

    internal static Diagnostic TooManyCombinations(int combinations, SourceLocation at) =>
        Error(
            "MAN050",
            string.Create(
                null,
                $"The manifest has {combinations:N0} combinations of environment and strategy, too many for its size."
            ),
            at,
            "Allow fewer strategies per environment, or split the system into several manifests."
        );

    internal static Diagnostic NotPublic(string component, SourceLocation at) =>
        Error(
            "MAN051",
            $"'{component}' has domains or a firewall, but is not reached from the internet.",
            at,
            "Add 'public: true', or delete the field."
        );

    internal static Diagnostic IdleHealthCheck(string component, string why, SourceLocation at) =>
        Error(
            "MAN052",
            $"The health check of '{component}' checks nothing: {why}.",
            at,
            "State 'path' and 'port', or 'command'."
        );

    private static string OneOf(string wrong, IEnumerable<string> known, string what)
    {
        var names = known.ToList();
        return Nearest.To(wrong, names) is { } near ? $"Write '{near}'."
            : names.Count is 0 ? $"Delete it, or describe the {what} first."
            : $"Name one of: {string.Join(", ", names.Take(20))}{(names.Count > 20 ? ", …" : "")}.";
    }

    private static Diagnostic Error(string code, string message, SourceLocation at, string mend) =>
        new(code, DiagnosticSeverity.Error, message, at, mend);
}
