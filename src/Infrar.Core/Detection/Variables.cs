using System.Text.RegularExpressions;

namespace Infrar.Core.Detection;

/// <summary>A variable that a file of examples names; its value is never kept.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsSecret">Whether its name or value looks like a secret.</param>
/// <param name="Scheme">Scheme of the address that it holds, as <c>postgres</c>; empty for none.</param>
/// <param name="File">File that names it.</param>
/// <param name="Line">First line is 1.</param>
internal sealed record Variable(string Name, bool IsSecret, string Scheme, string File, int Line);

/// <summary>Reads the names of variables out of <c>.env.example</c> and its kin.</summary>
internal static partial class Variables
{
    private const int Most = 100;

    internal static bool AreIn(string name) =>
        name
            is ".env"
                or ".env.example"
                or ".env.sample"
                or ".env.template"
                or ".env.dist"
                or ".env.production"
                or ".env.production.sample"
                or "env.example"
                or "example.env";

    internal static IEnumerable<Variable> Of(SourceTree tree, string file)
    {
        var lines = tree.Lines(file);
        return Enumerable
            .Range(0, lines.Length)
            .Select(at => (At: at, Match: Assignment().Match(lines[at])))
            .Where(l => l.Match.Success)
            .Select(l => Read(l.Match.Groups[1].Value, l.Match.Groups[2].Value.Trim().Trim('"', '\''), file, l.At + 1))
            .Take(Most);
    }

    private static Variable Read(string name, string value, string file, int line)
    {
        var scheme = value.IndexOf("://", StringComparison.Ordinal) is > 0 and < 20 and var end
            ? value[..end].Split('+')[0]
            : "";
        return new(
            name,
            // A secret's place is mostly empty in an example, so the name decides.
            Compose.SecretLooks.IsSecret(name, value is "" ? "x" : value)
                || Compose.SecretLooks.IsSecret(name, "unknown-value")
                || name is "DATABASE_URL",
            scheme,
            file,
            line
        );
    }

    [GeneratedRegex(@"^\s*(?:export\s+)?([A-Z][A-Z0-9_]{1,60})\s*=(.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();
}
