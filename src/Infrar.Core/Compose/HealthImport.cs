using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Compose;

/// <summary>Describes a service's health check: by path where its command asks for one over HTTP, else by command.</summary>
internal sealed partial class HealthImport
{
    internal HealthImport(ComposeService service)
    {
        if (
            ComposeNodes.Resolve(service.Body["healthcheck"]) is not { } check
            || ComposeNodes.Text(check["disable"]) is "true"
        )
        {
            return;
        }

        var test = check["test"];
        var words = ComposeNodes.Texts(test).Select(t => t.Text).ToList();
        var command = (test is YamlSequence, words) switch
        {
            (true, ["CMD-SHELL", ..]) => string.Join(' ', words.Skip(1)),
            (true, ["CMD", ..]) => string.Join(' ', words.Skip(1).Select(Quoted)),
            (false, [var line]) => line,
            _ => "",
        };
        if (words is ["NONE"] || command is "")
        {
            return;
        }

        if (SecretLooks.IsSecret("", command) || command.Length > 4096)
        {
            Faults = [ComposeFaults.NotRead(service.Service, "The health check", check.Location)];
            return;
        }

        var url = Url().Match(command);
        var path =
            url.Success && service.Kind is ComponentKind.Service
                ? (url.Groups[1].Value is "" ? "/" : url.Groups[1].Value)
                : "";
        Fields =
        [
            "health:",
            .. path is "" ? [] : new[] { $"  path: {ManifestYaml.Scalar(path)}" },
            .. Time(check, "interval", "interval", 1, 3600),
            .. Time(check, "timeout", "timeout", 1, 600),
            .. int.TryParse(
                ComposeNodes.Text(check["retries"]),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var retries
            )
                ? [string.Create(null, $"  retries: {Math.Clamp(retries, 1, 10)}")]
                : Array.Empty<string>(),
            .. Time(check, "start_period", "startPeriod", 0, 3600),
            $"  command: {ManifestYaml.Scalar(ComposeTexts.Kept(command))}",
        ];
    }

    /// <summary>The manifest's lines; empty without a check.</summary>
    internal ImmutableArray<string> Fields { get; } = [];

    internal ImmutableArray<Diagnostic> Faults { get; } = [];

    private static IEnumerable<string> Time(YamlMap check, string key, string field, int least, int most) =>
        ComposeTexts.Seconds(ComposeNodes.Text(check[key])) is { } seconds
            ? [string.Create(null, $"  {field}: {Math.Clamp(seconds, least, most)}s")]
            : [];

    private static string Quoted(string word) =>
        word.Any(c =>
            char.IsWhiteSpace(c) || c is '\'' or '"' or '$' or '|' or '&' or ';' or '<' or '>' or '*' or '(' or ')'
        )
            ? $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'"
            : word;

    [GeneratedRegex(
        @"https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::[0-9]+)?(/[A-Za-z0-9/_.~%-]*)?",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Url();
}
