using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Infrar.Core;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Workspaces;

namespace Infrar.Platform.Runs.Executor;

/// <summary>What an engine gets to see besides its configuration.</summary>
/// <param name="Environment">Variables of its environment: credentials, and the values of the configuration's variables.</param>
/// <param name="VariablesSha256">Of the configuration's variables, names and values.</param>
/// <param name="Secrets">What is never to be shown.</param>
/// <param name="Lent">Of those, keys that were lent to this engine alone.</param>
internal sealed record RunInputs(
    ImmutableSortedDictionary<string, string> Environment,
    string VariablesSha256,
    ImmutableArray<Secret> Secrets,
    ImmutableArray<Secret> Lent
)
{
    /// <summary>Collects it; the audit log tells that the credentials were used.</summary>
    /// <returns>It; <c>RUN020</c> when a provider lends no keys for a credential that is none by itself.</returns>
    public static async Task<Result<RunInputs>> CollectAsync(
        IServiceProvider services,
        Run run,
        bool isStandIn,
        CancellationToken cancellationToken
    )
    {
        var environment = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var hash = new StringBuilder();
        foreach (var (name, value, _) in await VariablesAsync(services, run, cancellationToken))
        {
            environment[$"TF_VAR_{name}"] = value;
            hash.Append(name.Length).Append(':').Append(name).Append(value.Length).Append(':').Append(value);
        }

        // The clouds that are stood in for ask for no proof, and no real one is handed to what is not real.
        ImmutableArray<Secret> lent = [];
        if (!isStandIn)
        {
            var added = await services
                .GetRequiredService<RunCredentials>()
                .AddAsync(run, environment, cancellationToken);
            if (!added.Succeeded(out lent, out var problem))
            {
                return problem;
            }
        }

        return new RunInputs(
            environment.ToImmutable(),
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hash.ToString()))),
            [.. await SecretsAsync(services, run, cancellationToken), .. lent],
            lent
        );
    }

    /// <summary>What of a run's inputs is never to be shown, but for keys that were lent to its engine.</summary>
    public static async Task<ImmutableArray<Secret>> SecretsAsync(
        IServiceProvider services,
        Run run,
        CancellationToken cancellationToken
    ) =>
        [
            .. (await VariablesAsync(services, run, cancellationToken))
                .Where(v => v.IsSensitive)
                .Select(v => new Secret(v.Value)),
            .. await services.GetRequiredService<RunCredentials>().SecretsAsync(run, cancellationToken),
        ];

    private static async Task<IReadOnlyList<(string Name, string Value, bool IsSensitive)>> VariablesAsync(
        IServiceProvider services,
        Run run,
        CancellationToken cancellationToken
    ) => [.. await services.GetRequiredService<WorkspaceVariables>().ReadAsync(run.WorkspaceId, cancellationToken)];
}
