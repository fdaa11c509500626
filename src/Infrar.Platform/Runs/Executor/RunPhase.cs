using System.Collections.Immutable;
using System.Security.Cryptography;
using Infrar.Core;
using Infrar.Core.Pricing;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Prices;
using Infrar.Platform.Releases;
using Infrar.Platform.Runs.Configurations;
using Infrar.Platform.State;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Runs.Executor;

/// <summary>Lays out what an engine works with: the configuration, for an apply the approved plan, and its environment.</summary>
internal sealed class RunPhase(IServiceProvider services, Run run, PhaseFolder folder, ExecutorOptions options)
{
    private const string Backend = "terraform {\n  backend \"http\" {}\n}\n";

    private PlatformContext Records => services.GetRequiredService<PlatformContext>();

    private RunFiles Files => services.GetRequiredService<RunFiles>();

    /// <summary>Lays it out.</summary>
    /// <returns>The surroundings; the problem for which nothing is run, <c>RUN004</c> when an apply would not be what was approved.</returns>
    public async Task<Result<RunSurroundings>> PrepareAsync(
        ISandbox sandbox,
        ExecutorPlace place,
        CancellationToken cancellationToken
    )
    {
        if (sandbox.Missing is { } missing)
        {
            return RunProblems.NoSandbox(missing);
        }

        if (!EnginePrograms.Find(options).Succeeded(out var engine, out var problem))
        {
            return problem;
        }

        if (await ConfigurationAsync(cancellationToken) is { } refusal)
        {
            return refusal;
        }

        // What destroys runs nothing; whatever else is applied runs what was built, or nothing is applied.
        if (
            run is { Status: RunStatus.Applying, Operation: not RunOperation.Destroy }
            && await services
                .GetRequiredService<ImageAdmission>()
                .RefusalAsync(run.ProjectId, run.Images, cancellationToken)
                is { } unadmitted
        )
        {
            return unadmitted;
        }

        var collected = await RunInputs.CollectAsync(services, run, options.IsStandIn, cancellationToken);
        if (!collected.Succeeded(out var inputs, out problem))
        {
            return problem;
        }

        await LentKeys.WriteAsync(services.GetRequiredService<Sealing>(), run, folder, inputs.Lent, cancellationToken);
        if (run.Status is RunStatus.Applying && await PinsAsync(inputs, cancellationToken) is { } differs)
        {
            return differs;
        }

        var workspace = await Records
            .Set<Workspace>()
            .AsNoTracking()
            .FirstAsync(w => w.Id == run.WorkspaceId, cancellationToken);
        var token = await services
            .GetRequiredService<RunTokens>()
            .IssueAsync(
                workspace.Id,
                run.Id.Value,
                mayWrite: !run.IsSpeculative,
                services
                    .GetRequiredService<TimeProvider>()
                    .GetUtcNow()
                    .AddMinutes(options.ApplyMinutes + options.PlanMinutes),
                cancellationToken
            );
        var clouds = options.IsStandIn
            ? await StandInClouds.StartAsync(options.StandIn, place.CloudFile(workspace.Id), cancellationToken)
            : null;
        var environment = Environment(place, workspace, token).ToBuilder();
        environment.AddRange(inputs.Environment);
        if (clouds is not null)
        {
            environment["TF_REATTACH_PROVIDERS"] = clouds.Reattach;
        }

        return new RunSurroundings(
            engine,
            environment.ToImmutable(),
            new SecretMask([.. inputs.Secrets, new(token)]),
            inputs.VariablesSha256,
            clouds
        );
    }

    /// <summary>How the engine is asked to plan.</summary>
    public async Task<ImmutableArray<string>> PlanArgumentsAsync(CancellationToken cancellationToken)
    {
        var operation = run.Operation;
        var recovers = run.Recovers;
        var arguments = run.PlanArguments;
        // What was interrupted while it recovered something is about what that was about.
        while (operation is RunOperation.Recover && recovers is not null)
        {
            var id = new Id<Run>(recovers);
            var before = await Records
                .Set<Run>()
                .Where(r => r.Id == id)
                .Select(r => new
                {
                    r.Operation,
                    r.Recovers,
                    r.PlanArguments,
                })
                .FirstAsync(cancellationToken);
            (operation, recovers, arguments) = (before.Operation, before.Recovers, before.PlanArguments);
        }

        return
        [
            "plan",
            "-json",
            "-input=false",
            "-detailed-exitcode",
            $"-out={Path.GetFileName(folder.Plan)}",
            run.IsSpeculative ? "-lock=false" : "-lock-timeout=60s",
            .. operation switch
            {
                RunOperation.Destroy => (ImmutableArray<string>)["-destroy"],
                RunOperation.Refresh or RunOperation.Drift => ["-refresh-only"],
                _ => [],
            },
            .. PlanArguments
                .Split(arguments)
                // What was to be replaced may have been when it was interrupted, and would be once more.
                .Where(a => run.Recovers is null || !a.StartsWith("-replace=", StringComparison.Ordinal)),
        ];
    }

    /// <summary>What the plan is priced with: the use that its configuration states, and the prices of the project's estimates.</summary>
    public async Task<EstimateOptions> PricingAsync(CancellationToken cancellationToken) =>
        new()
        {
            Usage = await RunUsage.ReadAsync(Files, run, cancellationToken),
            Book = await services
                .GetRequiredService<PriceBooks>()
                .OfProjectAsync(Records, run.ProjectId, cancellationToken),
        };

    private async Task<Problem?> ConfigurationAsync(CancellationToken cancellationToken)
    {
        var stored = await Files.FindAsync(run.Id, RunFileKind.Configuration, cancellationToken);
        if (stored is not null && stored.Sha256 != run.ConfigurationSha256)
        {
            return RunProblems.PinsDiffer("its configuration is not the same any more");
        }

        await using (var archive = await Files.OpenAsync(run.Id, RunFileKind.Configuration, cancellationToken))
        {
            if (archive is null)
            {
                return RunProblems.NoFile(RunFileKind.Configuration);
            }

            await folder.UnpackAsync(archive, cancellationToken);
        }

        // Wherever else the configuration would keep its state, runs keep it here.
        await File.WriteAllTextAsync(
            Path.Combine(folder.Configuration, ConfigurationArchive.BackendFile),
            Backend,
            cancellationToken
        );
        if (run.Recovers is { } interrupted)
        {
            var imports = await Recovery.ImportsAsync(services, new(interrupted), cancellationToken);
            await File.WriteAllTextAsync(
                Path.Combine(folder.Configuration, "infrar_recovery.tf"),
                imports.Configuration,
                cancellationToken
            );
        }

        return null;
    }

    private async Task<Problem?> PinsAsync(RunInputs inputs, CancellationToken cancellationToken)
    {
        if (run.Pins is not { } pins)
        {
            return RunProblems.PinsDiffer("it was lost");
        }

        if (await CopyAsync(RunFileKind.Plan, folder.Plan, cancellationToken) != pins.PlanSha256)
        {
            return RunProblems.PinsDiffer("its file is not the same any more");
        }

        if (
            pins.LockSha256 is not ""
            && await CopyAsync(RunFileKind.Lock, folder.Lock, cancellationToken) != pins.LockSha256
        )
        {
            return RunProblems.PinsDiffer("the lock file of its providers is not the same any more");
        }

        if (inputs.VariablesSha256 != pins.VariablesSha256)
        {
            return RunProblems.PinsDiffer("a variable was changed");
        }

        var state = await services.GetRequiredService<StateWrites>().CurrentAsync(run.WorkspaceId, cancellationToken);
        var serial = state is { IsRemoval: false } ? state.Serial : (long?)null;
        return serial != pins.StateSerial || (serial is not null && state!.Lineage != pins.StateLineage)
            ? RunProblems.PinsDiffer($"the state changed (serial {pins.StateSerial} then, {serial} now)")
            : null;
    }

    // Hashed as it is read, so that what was checked is what the engine gets.
    private async Task<string?> CopyAsync(RunFileKind kind, string path, CancellationToken cancellationToken)
    {
        await using var stored = await Files.OpenAsync(run.Id, kind, cancellationToken);
        if (stored is null)
        {
            return null;
        }

        await using (var file = File.Create(path))
        {
            await stored.CopyToAsync(file, cancellationToken);
        }

        await using var copy = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(copy, cancellationToken));
    }

    private ImmutableSortedDictionary<string, string> Environment(
        ExecutorPlace place,
        Workspace workspace,
        string token
    )
    {
        var state = $"{place.Address}/api/v1/projects/{workspace.ProjectId}/workspaces/{workspace.Environment}/state";
        var temporary = Path.Combine(folder.Path, "tmp");
        Directory.CreateDirectory(temporary);
        // In a sandbox only what is there beforehand can be written to.
        Directory.CreateDirectory(Path.Combine(folder.Path, "data"));
        return ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal,
            new Dictionary<string, string>
            {
                ["PATH"] = "/usr/local/bin:/usr/bin:/bin",
                ["HOME"] = temporary,
                ["TMPDIR"] = temporary,
                ["LANG"] = "C.UTF-8",
                ["CHECKPOINT_DISABLE"] = "1",
                ["TF_IN_AUTOMATION"] = "1",
                ["TF_INPUT"] = "0",
                ["TF_CLI_CONFIG_FILE"] = "/dev/null",
                ["TF_DATA_DIR"] = Path.Combine(folder.Path, "data"),
                ["NO_COLOR"] = "1",
                ["TF_HTTP_ADDRESS"] = state,
                ["TF_HTTP_LOCK_ADDRESS"] = $"{state}/lock",
                ["TF_HTTP_UNLOCK_ADDRESS"] = $"{state}/lock",
                ["TF_HTTP_USERNAME"] = "run",
                ["TF_HTTP_PASSWORD"] = token,
            }
        );
    }
}

/// <summary>What an engine works with.</summary>
/// <param name="Engine">Its program.</param>
/// <param name="Environment">Its whole environment.</param>
/// <param name="Mask">What is never told.</param>
/// <param name="VariablesSha256">Of the variables.</param>
/// <param name="Clouds">What stands in for the clouds; null for real ones.</param>
internal sealed record RunSurroundings(
    string Engine,
    ImmutableSortedDictionary<string, string> Environment,
    SecretMask Mask,
    string VariablesSha256,
    StandInClouds? Clouds
) : IAsyncDisposable
{
    /// <summary>Folders with sockets that it may connect to.</summary>
    public ImmutableArray<string> Sockets => Clouds?.Sockets ?? [];

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Clouds?.DisposeAsync() ?? ValueTask.CompletedTask;
}
