using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Providers.Local;

/// <summary>What an assignment to <c>local/compose</c> states of its own.</summary>
internal sealed record LocalOptions
{
    private static readonly TextShape VariableName = new(
        "[A-Za-z_][A-Za-z0-9_]{0,127}",
        "letters, digits and underscores, like POSTGRES_PASSWORD"
    );

    internal required string Image { get; init; }
    internal required string Build { get; init; }
    internal required ImmutableArray<string> Command { get; init; }
    internal required int? Port { get; init; }
    internal required string Volume { get; init; }
    internal required string Folder { get; init; }
    internal required string? Profile { get; init; }
    internal required ImmutableArray<(string Name, string Value)> Environment { get; init; }
    internal required string PasswordVariable { get; init; }
    internal required string PasswordDefault { get; init; }

    internal static ObjectShape Shape { get; } =
        new(
            Text("image", "Image to run in place of the manifest's or the usual one."),
            Text("build", "Folder with a Dockerfile to build the image from, relative to the Compose file."),
            new Field(
                "command",
                new ListShape(new TextShape())
                {
                    OrSingle = true,
                    Description = "Command line in place of the image's own; a single text is one argument.",
                }
            ),
            new Field(
                "port",
                new NumberShape(1, 65535, true)
                {
                    Description =
                        "Port on this computer, bound to 127.0.0.1. Left out: the usual one, or the next that is free in the file.",
                }
            ),
            new Field(
                "volume",
                new TextShape("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}", "like postgres_data")
                {
                    Description = "Named volume that holds the data. Left out: the component's name with _data.",
                }
            ),
            Text(
                "folder",
                "Folder on this computer: for an object store, where its users find it as files; for a static site, its source."
            ),
            Text("profile", "Compose profile that starts it; empty to start it with everything else."),
            new Field(
                "environment",
                new MapShape(VariableName, new TextShape())
                {
                    Description = "Further environment variables; they go before the component's own.",
                }
            ),
            new Field(
                "passwordVariable",
                VariableName with
                {
                    Description = "Variable of .env that holds the database password. Left out: POSTGRES_PASSWORD.",
                }
            ),
            Text(
                "passwordDefault",
                "Database password where .env states none. It stands in the Compose file for all to read: for development only."
            )
        );

    internal static LocalOptions Of(Component component, Site site)
    {
        Value options = site.AssignmentOf(component).Options;
        string At(string name) => options.At(name).AsText() ?? "";
        var command = options.At("command");
        return new()
        {
            Image = At("image"),
            Build = At("build"),
            Command = command.AsText() is { } single ? [single] : [.. command.Items().Select(i => i.AsText() ?? "")],
            Port = options.At("port").AsNumber() is { } port ? (int)port : null,
            Volume = At("volume"),
            Folder = At("folder"),
            Profile = options.At("profile").AsText(),
            Environment = options.At("environment") is Value.MapOf map
                ? [.. map.Entries.Select(e => (e.Key, e.Value.AsText() ?? ""))]
                : [],
            PasswordVariable = At("passwordVariable"),
            PasswordDefault = At("passwordDefault"),
        };
    }

    private static Field Text(string name, string description) =>
        new(name, new TextShape { Description = description });
}
