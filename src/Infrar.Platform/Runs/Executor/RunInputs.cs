using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Infrar.Platform.Audit;
using Infrar.Platform.Credentials;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;
using Infrar.Platform.Workspaces;
using Infrar.Providers;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Runs.Executor;

/// <summary>What an engine gets to see besides its configuration.</summary>
/// <param name="Environment">Variables of its environment: credentials, and the values of the configuration's variables.</param>
/// <param name="VariablesSha256">Of the configuration's variables, names and values.</param>
/// <param name="Secrets">What is never to be shown.</param>
internal sealed record RunInputs(
    ImmutableSortedDictionary<string, string> Environment,
    string VariablesSha256,
    ImmutableArray<Secret> Secrets
)
{
    /// <summary>Collects it; the audit log tells that the credentials were used.</summary>
    public static async Task<RunInputs> CollectAsync(
        IServiceProvider services,
        Run run,
        bool isStandIn,
        CancellationToken cancellationToken
    )
    {
        var records = services.GetRequiredService<PlatformContext>();
        var environment = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var secrets = ImmutableArray.CreateBuilder<Secret>();
        var variables = await services
            .GetRequiredService<WorkspaceVariables>()
            .ReadAsync(run.WorkspaceId, cancellationToken);
        var hash = new StringBuilder();
        foreach (var (name, value, isSensitive) in variables)
        {
            environment[$"TF_VAR_{name}"] = value;
            hash.Append(name.Length).Append(':').Append(name).Append(value.Length).Append(':').Append(value);
            if (isSensitive)
            {
                secrets.Add(new(value));
            }
        }

        // The clouds that are stood in for ask for no proof, and no real one is handed to what is not real.
        if (!isStandIn)
        {
            await AddCredentialsAsync(services, records, run, environment, secrets, cancellationToken);
        }

        return new(
            environment.ToImmutable(),
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hash.ToString()))),
            secrets.ToImmutable()
        );
    }

    private static async Task AddCredentialsAsync(
        IServiceProvider services,
        PlatformContext records,
        Run run,
        ImmutableSortedDictionary<string, string>.Builder environment,
        ImmutableArray<Secret>.Builder secrets,
        CancellationToken cancellationToken
    )
    {
        var vault = services.GetRequiredService<CredentialVault>();
        var audit = services.GetRequiredService<AuditLog>();
        var time = services.GetRequiredService<TimeProvider>();
        var team = await records
            .Set<Project>()
            .Where(p => p.Id == run.ProjectId)
            .Select(p => p.TeamId)
            .FirstAsync(cancellationToken);
        var credentials = await records
            .Set<Credential>()
            .AsNoTracking()
            .Where(c => c.ProjectId == run.ProjectId)
            .OrderBy(c => c.Name)
            .ToListAsync(cancellationToken);
        foreach (var credential in credentials)
        {
            if (
                AllCredentials.Kinds.FirstOrDefault(k => k.Name == credential.Kind) is not { } kind
                || await vault.FindAsync(credential, cancellationToken) is not { } values
            )
            {
                continue;
            }

            foreach (var field in kind.Fields.Where(f => values.ContainsKey(f.Name)))
            {
                var value = values[field.Name];
                if (field.Variable is { } variable)
                {
                    environment[variable] = value.Reveal();
                }

                if (field.IsSecret)
                {
                    secrets.Add(value);
                }
            }

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
    }
}
