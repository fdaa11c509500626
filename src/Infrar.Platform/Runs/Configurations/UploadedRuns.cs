using System.Collections.Immutable;
using System.Security.Cryptography;
using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Workspaces;

namespace Infrar.Platform.Runs.Configurations;

/// <summary>What is asked of a run of an uploaded configuration.</summary>
/// <param name="Operation">What it is to do.</param>
/// <param name="Message">Why.</param>
/// <param name="IsAutoApplied">Whether it needs no approval.</param>
/// <param name="Arguments">How the engine is asked to plan.</param>
internal sealed record UploadedRun(RunOperation Operation, string Message, bool IsAutoApplied, PlanArguments Arguments)
{
    /// <summary>Whether it takes the place of older runs that nobody has approved.</summary>
    public bool Supersedes { get; init; }

    /// <summary>Values for variables, as the engine's language writes them; they go before all others.</summary>
    public ImmutableSortedDictionary<string, string> Variables { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary>Asks for runs of uploaded configurations; from there on they are runs as all others are.</summary>
internal sealed class UploadedRuns(UploadedConfigurations configurations, RunChanges changes)
{
    /// <summary>Asks for one.</summary>
    /// <returns>The run; <c>CNF004</c>, <c>CNF005</c> or <c>CNF008</c>.</returns>
    public async Task<Result<Run>> CreateAsync(
        UploadedConfiguration configuration,
        Workspace workspace,
        UploadedRun asked,
        ProjectAccess access,
        Caller caller,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        if (!asked.Arguments.Text().Succeeded(out var arguments, out var problem))
        {
            return problem;
        }

        if (!(await configurations.ReadAsync(configuration, cancellationToken)).Succeeded(out var archive, out problem))
        {
            return problem;
        }

        if (!asked.Variables.IsEmpty)
        {
            archive = ConfigurationArchive.With(
                archive,
                ConfigurationArchive.VariablesFile,
                string.Concat(asked.Variables.Select(v => $"{v.Key} = {v.Value}\n"))
            );
        }

        var made = new NewRun(
            asked.Operation,
            asked.Message,
            asked.IsAutoApplied,
            null,
            Convert.ToHexStringLower(SHA256.HashData(archive))
        )
        {
            PlanArguments = arguments,
            Supersedes = asked.Supersedes,
        };
        return await changes.AddAsync(
            workspace,
            made,
            new MemoryStream(archive),
            access,
            new(caller.UserId),
            origin,
            cancellationToken
        );
    }
}
