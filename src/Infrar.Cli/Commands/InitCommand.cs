using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Infrar.Cli.Problems;
using Infrar.Core.Compose;
using Infrar.Core.Detection;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;

namespace Infrar.Cli.Commands;

/// <summary><c>infrar init</c>: a starting manifest, from nothing, a Compose file or a folder of sources.</summary>
internal sealed class InitCommand : CliCommand
{
    private readonly Option<string?> _from = new("--from")
    {
        Description =
            "A Compose file or a folder of sources to begin from; values that look like secrets are never copied.",
        HelpName = "PATH",
    };

    private readonly Option<string?> _format = new("--format")
    {
        Description = "The form of what a folder's sources say: table, or json, which writes no manifest.",
        HelpName = "FORMAT",
    };

    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The manifest to write; - writes standard output.",
        HelpName = "FILE",
        DefaultValueFactory = _ => "infrar.yaml",
    };

    private readonly Option<bool> _force = new("--force") { Description = "Overwrite a manifest that is there." };

    /// <summary>Builds the command.</summary>
    public InitCommand()
        : base("init", "Write a starting manifest, from nothing, a Compose file or a folder of sources.")
    {
        Options.Add(_from);
        Options.Add(_format.AcceptOnlyFromAmong("table", "json"));
        Options.Add(_output);
        Options.Add(_force);
        Options.Add(SharedOptions.NoColor);
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new("infrar init", "infrar.yaml with a site, a service and a database, to go on from"),
            new("infrar init --from compose.yaml", "from an existing Compose file"),
            new("infrar init --from .", "from the sources in this folder, with what each proposal rests on"),
            new("infrar init --from compose.yaml -o -", "look at it first"),
        ];

    /// <inheritdoc/>
    public override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var output = invocation.Parse.GetRequiredValue(_output);
        var target = invocation.Console.Resolve(output);
        var isJson = invocation.Parse.GetValue(_format) is "json";
        if (output is not "-" && !isJson && File.Exists(target) && !invocation.Parse.GetValue(_force))
        {
            return invocation.Refuse(CliProblems.ManifestExists(output));
        }

        if (invocation.Parse.GetValue(_from) is not { } from)
        {
            // The folder's name is the best guess of what the system is called.
            var name = Path.GetFileName(invocation.Console.Folder.TrimEnd('/', '\\'));
            return await WriteAsync(StarterManifest.Write(name), output, target, invocation, cancellationToken);
        }

        if (Directory.Exists(invocation.Console.Resolve(from)))
        {
            return await DetectAsync(from, isJson, output, target, invocation, cancellationToken);
        }

        var read = await InputFile.ReadAsync(from, "Name a Compose file.", invocation.Console, cancellationToken);
        if (!read.Succeeded(out var file, out var problem))
        {
            return invocation.Refuse(problem);
        }

        var importing = ComposeImport.Read(file.Text, file.Name);
        if (importing.Manifest is not { } manifest)
        {
            var errors = importing.Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error).ToArray();
            invocation.Problems.Write(CliProblems.ComposeFile(file.Name, errors.Length), errors, file);
            return ExitCode.Failure;
        }

        foreach (var warning in importing.Diagnostics)
        {
            invocation.Problems.Progress(
                $"{warning.Location}: warning {warning.Code}: {warning.Message} {warning.Mend}".TrimEnd()
            );
        }

        return await WriteAsync(manifest, output, target, invocation, cancellationToken);
    }

    private static async Task<int> DetectAsync(
        string from,
        bool isJson,
        string output,
        string target,
        Invocation invocation,
        CancellationToken cancellationToken
    )
    {
        var folder = Path.TrimEndingDirectorySeparator(invocation.Console.Resolve(from));
        var tree = await SourceFolder.ReadAsync(folder, cancellationToken);
        var detection = Detector.Detect(tree, Path.GetFileName(folder));
        if (isJson)
        {
            invocation.Console.Output.Write(DetectionJson.Write(detection));
            return ExitCode.Success;
        }

        foreach (var component in detection.Components)
        {
            invocation.Problems.Progress(
                $"{component.Name}: {component.Kind.Word()}, {DetectionJson.Word(component.Sureness)}"
            );
            foreach (var evidence in component.Evidence)
            {
                invocation.Problems.Progress(
                    $"  {evidence.Place}: {evidence.Saw} ({DetectionJson.Word(evidence.Sureness)})"
                );
            }
        }

        if (detection.Manifest is "")
        {
            return invocation.Refuse(CliProblems.NothingDetected(from));
        }

        foreach (var note in detection.Notes)
        {
            invocation.Problems.Progress($"{note.Location}: note {note.Code}: {note.Message} {note.Mend}");
        }

        return await WriteAsync(detection.Manifest, output, target, invocation, cancellationToken);
    }

    private static async Task<int> WriteAsync(
        string manifest,
        string output,
        string target,
        Invocation invocation,
        CancellationToken cancellationToken
    )
    {
        if (output is "-")
        {
            invocation.Console.Output.Write(manifest);
            return ExitCode.Success;
        }

        try
        {
            await File.WriteAllTextAsync(
                target,
                manifest,
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                cancellationToken
            );
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return invocation.Refuse(CliProblems.Unwritable(output, WriteFault.OfFile(target, fault)));
        }

        invocation.Console.Output.WriteLine($"Wrote {output}. Change it to what you have, then run infrar validate.");
        return ExitCode.Success;
    }
}
