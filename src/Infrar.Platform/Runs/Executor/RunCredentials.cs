using System.Collections.Immutable;
using Infrar.Core;
using Infrar.Core.Credentials;
using Infrar.Platform.Audit;
using Infrar.Platform.Credentials;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;
using Infrar.Providers;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Runs.Executor;

/// <summary>Hands a project's credentials to the engines of its runs: as they are, or as keys that a provider lends for them.</summary>
internal sealed class RunCredentials(
    PlatformContext records,
    CredentialVault vault,
    CheckCalls calls,
    IdentityTokens identity,
    AuditLog audit,
    TimeProvider time
)
{
    /// <summary>Adds them to an engine's environment; the audit log tells that they were used.</summary>
    /// <param name="run">Whose engine.</param>
    /// <param name="environment">Its environment.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>The keys that were lent, which nobody but the engine knows; <c>RUN020</c> when a provider lends nothing.</returns>
    public async Task<Result<ImmutableArray<Secret>>> AddAsync(
        Run run,
        ImmutableSortedDictionary<string, string>.Builder environment,
        CancellationToken cancellationToken
    )
    {
        var lent = ImmutableArray.CreateBuilder<Secret>();
        var team = await records
            .Set<Project>()
            .Where(p => p.Id == run.ProjectId)
            .Select(p => p.TeamId)
            .FirstAsync(cancellationToken);
        foreach (var (credential, kind, values) in await ReadAsync(run, cancellationToken))
        {
            if (kind.Session is { } session)
            {
                var context = await ContextAsync(run, values, cancellationToken);
                var step = await calls.RunAsync(session(context), cancellationToken);
                if (step is not CheckStep.Lent { Variables: var variables })
                {
                    return RunProblems.NothingLent(credential.Name, Detail(step));
                }

                Set(environment, variables);
                lent.AddRange(variables.Values.Select(v => new Secret(v)));
            }
            else
            {
                Set(
                    environment,
                    kind.Fields.Where(f => f.Variable is not null && values.ContainsKey(f.Name))
                        .Select(f => KeyValuePair.Create(f.Variable!, values[f.Name].Reveal()))
                );
            }

            await TellAsync(run, credential, team, cancellationToken);
        }

        return lent.ToImmutable();
    }

    /// <summary>What of them is never to be shown.</summary>
    public async Task<ImmutableArray<Secret>> SecretsAsync(Run run, CancellationToken cancellationToken) =>
        [
            .. (await ReadAsync(run, cancellationToken)).SelectMany(c =>
                c.Kind.Fields.Where(f => f.IsSecret && c.Values.ContainsKey(f.Name)).Select(f => c.Values[f.Name])
            ),
        ];

    private async Task<List<Stored>> ReadAsync(Run run, CancellationToken cancellationToken)
    {
        var credentials = await records
            .Set<Credential>()
            .AsNoTracking()
            .Where(c => c.ProjectId == run.ProjectId)
            .OrderBy(c => c.Name)
            .ToListAsync(cancellationToken);
        var found = new List<Stored>();
        foreach (var credential in credentials)
        {
            if (
                AllCredentials.Find(credential.Kind) is { } kind
                && await vault.FindAsync(credential, cancellationToken) is { } values
            )
            {
                found.Add(new(credential, kind, values));
            }
        }

        return found;
    }

    private static void Set(
        ImmutableSortedDictionary<string, string>.Builder environment,
        IEnumerable<KeyValuePair<string, string>> variables
    )
    {
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }
    }

    private async Task<CheckContext> ContextAsync(
        Run run,
        IReadOnlyDictionary<string, Secret> values,
        CancellationToken cancellationToken
    ) =>
        new(
            values.ToDictionary(v => v.Key, v => v.Value.Reveal(), StringComparer.Ordinal),
            time.GetUtcNow(),
            await calls.OwnAsync(cancellationToken),
            await identity.IssueAsync(run.ProjectId, IdentityTokens.Aws, cancellationToken)
        );

    private static string Detail(CheckStep step) =>
        step switch
        {
            CheckStep.Bad bad => bad.Detail,
            CheckStep.Unknown unknown => unknown.Detail,
            _ => "The provider lent nothing.",
        };

    private async Task TellAsync(
        Run run,
        Credential credential,
        Id<Teams.Team> team,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        await records
            .Set<Credential>()
            .Where(c => c.Id == credential.Id)
            .ExecuteUpdateAsync(
                set => set.SetProperty(c => c.LastUsedAt, now).SetProperty(c => c.LastUsedBy, run.Id.Value),
                cancellationToken
            );
        await audit.SaveAsync(
            team,
            AuditOrigin.System,
            new("credential.use", credential.Name) { ProjectId = run.ProjectId.Value, Detail = $"by run {run.Id}" },
            cancellationToken
        );
    }

    private sealed record Stored(
        Credential Credential,
        CredentialKind Kind,
        IReadOnlyDictionary<string, Secret> Values
    );
}
