using System.Text;
using Infrar.Cli.Problems;
using Infrar.Cli.Terminal;
using Infrar.Core;
using Infrar.Core.Diagnostics;
using Infrar.Core.Placements;
using Infrar.Core.Plans;

namespace Infrar.Cli.Commands;

/// <summary>A plan or a state that the user named, read without an error.</summary>
/// <param name="Name">Path as the user gave it; <c>(standard input)</c> for <c>-</c>.</param>
/// <param name="Plan">What it says.</param>
internal sealed record PlanFile(string Name, Plan Plan)
{
    // One array holds it; what is larger is no plan of a single state.
    private const long LargestBytes = 2_000_000_000;
    private const int FaultsShown = 3;

    /// <summary>Reads a plan or a state, or standard input for <c>-</c>.</summary>
    /// <returns>The plan; <c>CLI002</c> when there is nothing to read, <c>CLI017</c> when it cannot be used.</returns>
    public static async Task<Result<PlanFile>> ReadAsync(
        string path,
        CliConsole console,
        Catalog catalog,
        CancellationToken cancellationToken
    )
    {
        byte[] json;
        if (path is "-")
        {
            json = Encoding.UTF8.GetBytes(await console.Input.ReadToEndAsync(cancellationToken));
            return Read(json, "(standard input)", catalog);
        }

        var file = new FileInfo(console.Resolve(path));
        if (Directory.Exists(file.FullName))
        {
            return CliProblems.Unreadable(path, "It is a folder. Name the file in it.");
        }

        if (!file.Exists)
        {
            return CliProblems.Unreadable(
                path,
                "There is no such file. Write one with tofu plan -out=plan.bin and tofu show -json plan.bin > plan.json."
            );
        }

        if (file.Length > LargestBytes)
        {
            return CliProblems.Unreadable(path, "It is larger than 2 GB, which no plan of one state is.");
        }

        try
        {
            json = await File.ReadAllBytesAsync(file.FullName, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return CliProblems.Unreadable(path, fault.Message);
        }

        return Read(json, path, catalog);
    }

    private static Result<PlanFile> Read(byte[] json, string name, Catalog catalog)
    {
        var reading = PlanReader.Read(json, name, catalog);
        if (reading.Plan is { } plan)
        {
            return new PlanFile(name, plan);
        }

        var faults = reading
            .Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error)
            .Take(FaultsShown)
            .Select(d => $"{d.Location}: {d.Code}: {d.Message} {d.Mend}".TrimEnd());
        return CliProblems.PlanFile(string.Join(' ', faults));
    }
}
