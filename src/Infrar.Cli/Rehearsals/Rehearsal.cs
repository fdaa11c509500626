using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infrar.Cli.Problems;
using Infrar.Cli.Reports;
using Infrar.Cli.Terminal;
using Infrar.Core.Placements;
using Infrar.Core.Tofu;

namespace Infrar.Cli.Rehearsals;

/// <summary>Runs the real engine over one generated configuration, against the stand-in clouds.</summary>
/// <remarks>
/// 1. Check the form as written, before anything is added.
/// 2. Add what a rehearsal needs: a local backend, values for variables without a default.
/// 3. Serve the stand-in clouds.
/// 4. init, validate, plan, apply; a second plan must be empty. A warning fails a phase as an error does.
/// 5. Lift what protects from deletion, where there is any, as a user would have to; destroy.
/// </remarks>
internal sealed partial class Rehearsal(string engine, string standIn, CliConsole console, ProblemWriter progress)
{
    /// <summary>Rehearses a configuration.</summary>
    /// <param name="folder">Empty folder to work in.</param>
    /// <param name="configuration">The generated files.</param>
    /// <param name="variables">Variables without a default.</param>
    /// <param name="protection">Override file that lifts protection from deletion; empty where nothing is protected.</param>
    /// <param name="cancellationToken">Ends it with everything it started.</param>
    public async Task<ImmutableArray<PhaseResult>> RunAsync(
        string folder,
        ImmutableSortedDictionary<string, string> configuration,
        ImmutableArray<TofuVariable> variables,
        string protection,
        CancellationToken cancellationToken
    )
    {
        var results = ImmutableArray.CreateBuilder<PhaseResult>();
        var root = Path.Combine(folder, "configuration");
        foreach (var (path, content) in configuration)
        {
            await WriteAsync(Path.Combine(root, path), content, cancellationToken);
        }

        // 1.
        var environment = EnvironmentOf(folder);
        if (
            !await PhaseAsync(
                new("fmt", 0, "fmt", "-check", "-recursive", "-diff"),
                root,
                environment,
                results,
                cancellationToken
            )
        )
        {
            return results.ToImmutable();
        }

        // 2.
        await WriteAsync(
            Path.Combine(root, "rehearsal_override.tf"),
            "terraform {\n  backend \"local\" {}\n}\n",
            cancellationToken
        );
        await WriteAsync(
            Path.Combine(root, "rehearsal.auto.tfvars.json"),
            JsonText.Of(json => StandInValues.Write(json, variables)),
            cancellationToken
        );

        // 3.
        await using var clouds = await StandInClouds.StartAsync(
            standIn,
            Path.Combine(folder, "cloud.json"),
            ProvidersOf(configuration),
            console,
            cancellationToken
        );
        environment["TF_REATTACH_PROVIDERS"] = clouds.Reattach;

        // 4.
        foreach (var phase in Phases)
        {
            if (!await PhaseAsync(phase, root, environment, results, cancellationToken))
            {
                return results.ToImmutable();
            }
        }

        // 5.
        if (protection.Length > 0)
        {
            await WriteAsync(Path.Combine(root, "rehearsal_protection_override.tf"), protection, cancellationToken);
            if (!await PhaseAsync(Unprotect, root, environment, results, cancellationToken))
            {
                return results.ToImmutable();
            }
        }

        await PhaseAsync(Destroy, root, environment, results, cancellationToken);
        return results.ToImmutable();
    }

    private static ImmutableArray<Phase> Phases { get; } =
    [
        new("init", 0, "init", "-input=false", "-no-color"),
        new("validate", 0, "validate", "-no-color"),
        new("plan", 2, "plan", "-input=false", "-no-color", "-detailed-exitcode", "-out=plan.bin"),
        new("apply", 0, "apply", "-input=false", "-no-color", "plan.bin"),
        new("plan again", 0, "plan", "-input=false", "-no-color", "-detailed-exitcode"),
    ];

    private static Phase Unprotect { get; } =
        new("unprotect", 0, "apply", "-input=false", "-no-color", "-auto-approve");

    private static Phase Destroy { get; } = new("destroy", 0, "destroy", "-input=false", "-no-color", "-auto-approve");

    private async Task<bool> PhaseAsync(
        Phase phase,
        string root,
        Dictionary<string, string> environment,
        ImmutableArray<PhaseResult>.Builder results,
        CancellationToken cancellationToken
    )
    {
        var began = console.Time.GetTimestamp();
        var outcome = await ChildProcess.RunAsync(
            ChildProcess.Start(engine, root, console.Variable, environment, phase.Arguments),
            cancellationToken
        );
        var seconds = console.Time.GetElapsedTime(began).TotalSeconds;
        var passed = outcome.ExitCode == phase.ExitCode && !Warning().IsMatch(outcome.Text);
        results.Add(new(phase.Name, passed, seconds, passed ? "" : outcome.Text));
        progress.Progress(
            FormattableString.Invariant($"  {(passed ? "ok  " : "FAIL")}  {phase.Name, -10} {seconds, 6:0.0} s")
        );
        return passed;
    }

    private static Dictionary<string, string> EnvironmentOf(string folder) =>
        new(StringComparer.Ordinal)
        {
            ["CHECKPOINT_DISABLE"] = "1",
            ["TF_IN_AUTOMATION"] = "1",
            ["TF_INPUT"] = "0",
            ["TF_CLI_CONFIG_FILE"] = "/dev/null",
            ["TF_DATA_DIR"] = Path.Combine(folder, "data"),
            ["NO_COLOR"] = "1",
        };

    /// <summary>Providers as <c>required_providers</c> calls them, read from what was written.</summary>
    private static IEnumerable<string> ProvidersOf(ImmutableSortedDictionary<string, string> configuration) =>
        Required().Matches(configuration["versions.tf"]).Select(m => m.Groups[1].Value);

    private static async Task WriteAsync(string path, string content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        await File.WriteAllTextAsync(path, content, cancellationToken);
    }

    [GeneratedRegex(@"^\s*([a-z][a-z0-9_-]*)\s*=\s*\{\s*source\s*=", RegexOptions.Multiline)]
    private static partial Regex Required();

    [GeneratedRegex(@"^[│|]?\s*Warning: ", RegexOptions.Multiline)]
    private static partial Regex Warning();
}

/// <summary>One run of the engine.</summary>
/// <param name="Name">Name for people.</param>
/// <param name="ExitCode">The exit code that means it passed.</param>
/// <param name="Arguments">Arguments of the engine.</param>
internal sealed record Phase(string Name, int ExitCode, params ImmutableArray<string> Arguments);

/// <summary>How a phase went.</summary>
/// <param name="Name">The phase.</param>
/// <param name="Passed">Whether it passed.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Output">What the engine said, where it did not pass.</param>
internal sealed record PhaseResult(string Name, bool Passed, double Seconds, string Output);
