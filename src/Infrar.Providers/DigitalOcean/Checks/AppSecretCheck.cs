using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;

namespace Infrar.Providers.DigitalOcean.Checks;

/// <summary>Whether a secret stands in a variable of an app that is not encrypted.</summary>
internal sealed class AppSecretCheck : Check
{
    private static readonly string[] Parts = ["service", "worker", "job", "static_site", "function"];

    /// <inheritdoc/>
    public override string Id => "SEC011";

    /// <inheritdoc/>
    public override string Title => "A secret of an app is not encrypted";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Secrets;

    /// <inheritdoc/>
    public override string Rationale =>
        "App Platform shows a variable of type GENERAL in the app's spec to everybody who may open the app; one of type SECRET is encrypted and shown to nobody.";

    /// <inheritdoc/>
    public override string Mend => "Set type to SECRET.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["digitalocean_app"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        foreach (var app in scope.Graph.OfType("digitalocean_app"))
        {
            foreach (var (part, variable) in Variables(app))
            {
                var name = variable.At("key").AsText() ?? "";
                if (variable.At("type").AsText() != "SECRET" && SignOf(name, variable.At("value")) is { } sign)
                {
                    yield return Found(
                        scope,
                        app,
                        $"The variable {name}{(part.Length > 0 ? $" of '{part}'" : "")} is a secret and is not encrypted: {sign}. Whoever may open the app reads it.",
                        $"Set type of {name} to SECRET.",
                        // The value is never shown.
                        new ProofStep(app.Address, $"{name} is not of type SECRET, and {sign}.", Breaks: true)
                    ) with
                    {
                        Subject = part.Length > 0 ? $"{part}:{name}" : name,
                    };
                }
            }
        }
    }

    private static IEnumerable<(string Part, Value Variable)> Variables(Resource app) =>
        app["spec.env"]
            .Items()
            .Select(v => ("", v))
            .Concat(
                Parts
                    .SelectMany(kind => app[$"spec.{kind}"].Items())
                    .SelectMany(part =>
                        (part is Value.MapOf map ? map["env"] : Value.None)
                            .Items()
                            .Select(v => (part.At("name").AsText() ?? "", v))
                    )
            );

    private static string? SignOf(string name, Value value) =>
        value.AsText() is { } text ? SecretSigns.Of(name, text)
        : value is Value.Reference { Path: "password" or "private_uri" or "uri" } reference
            ? $"it is the {reference.Path} of {reference.Address}"
        : null;
}
