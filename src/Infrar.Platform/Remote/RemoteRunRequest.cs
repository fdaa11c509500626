using System.Collections.Immutable;
using System.Text.Json;
using Infrar.Core;
using Infrar.Platform.Runs;
using Infrar.Platform.Runs.Configurations;
using Infrar.Platform.Workspaces;

namespace Infrar.Platform.Remote;

/// <summary>From what Terraform's client asks of a run to what a run can be asked.</summary>
internal static class RemoteRunRequest
{
    private const int MostVariables = 200;

    /// <summary>Reads it.</summary>
    /// <param name="asked">What the client sent.</param>
    /// <param name="isSpeculative">Whether the configuration was sent for a plan alone.</param>
    /// <returns>What is asked; <c>RMT002</c> for what is not done here, <c>RMT005</c>.</returns>
    public static Result<UploadedRun> Read(JsonApiRequest asked, bool isSpeculative)
    {
        if (Refusal(asked) is { } refusal)
        {
            return refusal;
        }

        var (isDestroy, isRefresh) = (asked.Is("is-destroy"), asked.Is("refresh-only"));
        var isPlan = isSpeculative || asked.Is("plan-only");
        var operation =
            isPlan ? RunOperation.Plan
            : isDestroy ? RunOperation.Destroy
            : isRefresh ? RunOperation.Refresh
            : RunOperation.Apply;
        var variables = Variables(asked);
        return variables.Succeeded(out var values, out var problem)
            ? new UploadedRun(
                operation,
                asked.Text("message") ?? "",
                asked.Is("auto-apply") && !isPlan,
                new PlanArguments(isPlan && isDestroy, isPlan && isRefresh)
                {
                    Targets = [.. asked.Texts("target-addrs")],
                    Replaces = [.. asked.Texts("replace-addrs")],
                    IsWithoutRefresh = asked["refresh"].ValueKind is JsonValueKind.False,
                }
            )
            {
                Variables = values,
            }
            : problem;
    }

    private static Problem? Refusal(JsonApiRequest asked) =>
        asked.Is("allow-config-generation")
            ? RemoteProblems.NotSupported(
                "Configuration is not generated for imports (-generate-config-out).",
                "Write the resource blocks, then plan."
            )
        : asked.Is("allow-empty-apply")
            ? RemoteProblems.NotSupported("A plan without changes is not applied.", "There is nothing to do.")
        : asked.Texts("invoke-action-addrs").Any()
            ? RemoteProblems.NotSupported("Actions are not invoked (-invoke).", "Apply the configuration.")
        : asked.Texts("policy-paths").Any()
            ? RemoteProblems.NotSupported(
                "Policies come from the project's settings, not from files.",
                "Leave -policies out."
            )
        : asked.Text("terraform-version") is { Length: > 0 }
            ? RemoteProblems.NotSupported("Which engine runs is the executor's choice.", "Leave the version out.")
        : null;

    private static Result<ImmutableSortedDictionary<string, string>> Variables(JsonApiRequest asked)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (asked["variables"] is not { ValueKind: JsonValueKind.Array } list)
        {
            return values.ToImmutable();
        }

        foreach (var one in list.EnumerateArray())
        {
            var (name, value) = (Text(one, "key"), Text(one, "value"));
            if (
                name is null
                || value is null
                || !WorkspaceVariables.IsName(name)
                || value.Length > WorkspaceVariable.Longest
                || value.Contains('\0')
                || values.Count >= MostVariables
            )
            {
                return RemoteProblems.NotAVariable(name ?? "");
            }

            values[name] = value;
        }

        return values.ToImmutable();
    }

    // Older clients write the names with a capital letter.
    private static string? Text(JsonElement of, string name)
    {
        var value = JsonApiRequest.In(of, name);
        return value.ValueKind is JsonValueKind.String ? value.GetString() : null;
    }
}
