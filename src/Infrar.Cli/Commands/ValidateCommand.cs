using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Json;
using Infrar.Cli.Problems;
using Infrar.Cli.Reports;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Language;
using Infrar.Providers;

namespace Infrar.Cli.Commands;

/// <summary><c>infrar validate</c>: every fault of a manifest at once, each with its place and mend.</summary>
internal sealed class ValidateCommand : CliCommand
{
    private readonly Option<bool> _schema = new("--schema")
    {
        Description = "Print the manifest's JSON Schema, for completion in an editor, and check nothing.",
    };

    /// <summary>Builds the command.</summary>
    public ValidateCommand()
        : base("validate", "Check a manifest: every fault at once, each with its place and what would be right.")
    {
        Options.Add(SharedOptions.File);
        Options.Add(_schema);
        Options.Add(SharedOptions.Format);
        Options.Add(SharedOptions.Output);
        Options.Add(SharedOptions.NoColor);
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new("infrar validate", "check infrar.yaml in this folder"),
            new("infrar validate -f placement/infrar.yaml --format json", "for an editor or a pipeline"),
            new("infrar validate --schema -o infrar.schema.json", "for completion in an editor"),
            new("cat infrar.yaml | infrar validate -f -", "read standard input"),
        ];

    /// <inheritdoc/>
    public override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        if (invocation.Parse.GetValue(_schema))
        {
            return invocation.WriteOut(ManifestSchemaWriter.Write(AllProviders.Catalog));
        }

        var read = await ManifestFile.ReadAsync(
            invocation.Parse,
            invocation.Console,
            AllProviders.Catalog,
            cancellationToken
        );
        if (!read.Succeeded(out var file, out var problem))
        {
            return invocation.Refuse(problem);
        }

        var written =
            SharedOptions.FormatOf(invocation.Parse) is OutputFormat.Table
                ? invocation.WriteOut(TextOf(file, invocation) + Summary(file))
                : invocation.Reply(() => ReportOf(file), json => WriteJson(json, file));
        return file.Reading.Manifest is null ? ExitCode.Failure : written;
    }

    private static string TextOf(ManifestFile file, Invocation invocation) =>
        DiagnosticText.Of(
            file.Input,
            file.Reading.Diagnostics,
            invocation.Console.IsOutputTerminal,
            invocation.Problems.ColorOutput
        );

    /// <summary>The last line: whether it can be used, and what it holds.</summary>
    private static string Summary(ManifestFile file)
    {
        var warnings = file.Reading.Diagnostics.Count(d => d.Severity is DiagnosticSeverity.Warning);
        var errors = file.Reading.Diagnostics.Length - warnings;
        if (file.Reading.Manifest is not { } manifest)
        {
            return $"{Words.Count(errors, "error")}"
                + (warnings > 0 ? $", {Words.Count(warnings, "warning")}" : "")
                + $" in {file.Name}.\n";
        }

        var holds = new StringBuilder("OK: ").Append(manifest.System).Append(" has ");
        holds.Append(
            Words.List([
                Words.Count(ComponentCount(manifest), "component"),
                Words.Count(manifest.Environments.Length, "environment"),
                Words.Count(manifest.Strategies.Length, "strategy"),
                Words.Count(manifest.UsageProfiles.Length, "usage profile"),
            ])
        );
        return holds.Append(warnings > 0 ? $", and {Words.Count(warnings, "warning")}.\n" : ".\n").ToString();
    }

    /// <summary>Components that any environment has; an override may add or drop some.</summary>
    private static int ComponentCount(Manifest manifest) =>
        manifest
            .Environments.SelectMany(e =>
                manifest.Resolve(e.Name, null).Succeeded(out var system, out _)
                    ? system.Components.Select(c => c.Name)
                    : []
            )
            .Distinct(StringComparer.Ordinal)
            .Count();

    private static Report ReportOf(ManifestFile file) =>
        new(
            $"Validation of {file.Name}",
            Summary(file).TrimEnd('\n'),
            file.Reading.Diagnostics.IsEmpty
                ? []
                :
                [
                    new TableSection(
                        "",
                        [new("Place"), new("Severity"), new("Code"), new("What is wrong, and what would be right")],
                        [
                            .. file.Reading.Diagnostics.Select(d =>
                                Row.Of(
                                    d.Location.ToString(),
                                    new Cell(
                                        DiagnosticJson.Word(d.Severity),
                                        d.Severity is DiagnosticSeverity.Error ? Tone.Critical : Tone.Up
                                    ),
                                    d.Code,
                                    $"{d.Message} {d.Mend}".TrimEnd()
                                )
                            ),
                        ]
                    ),
                ]
        );

    private static void WriteJson(Utf8JsonWriter json, ManifestFile file)
    {
        json.WriteStartObject();
        json.WriteString("file", file.Name);
        json.WriteBoolean("valid", file.Reading.Manifest is not null);
        if (file.Reading.Manifest is { } manifest)
        {
            json.WriteString("system", manifest.System);
            json.WriteNumber("components", ComponentCount(manifest));
            json.WriteStrings("environments", manifest.Environments.Select(e => e.Name));
            json.WriteStrings("strategies", manifest.Strategies.Select(s => s.Name));
            json.WriteStrings("usageProfiles", manifest.UsageProfiles);
        }

        json.WriteStartArray("diagnostics");
        foreach (var diagnostic in file.Reading.Diagnostics)
        {
            DiagnosticJson.Write(json, diagnostic);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
