using System.Text.Json;

namespace Infrar.Platform.Builds.Hooks;

/// <summary>A push to a branch.</summary>
/// <param name="Delivery">What the sender calls this sending.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Commit">What it leads to now, in full.</param>
/// <param name="Message">The first line of what was said of that commit.</param>
internal sealed record Push(string Delivery, string Branch, string Commit, string Message)
{
    private const string Heads = "refs/heads/";
    private const int LongestMessage = 200;

    /// <summary>Reads a request whose signature holds.</summary>
    /// <param name="headers">Its headers.</param>
    /// <param name="body">Its body.</param>
    /// <param name="why">Why there is nothing to build of it.</param>
    /// <returns>The push; null where it is none of a branch.</returns>
    public static Push? Read(IHeaderDictionary headers, ReadOnlyMemory<byte> body, out string why)
    {
        var kind = First(headers, "X-GitHub-Event", "X-Gitea-Event", "X-Gitlab-Event");
        if (kind is not ("push" or "Push Hook"))
        {
            why = kind is "" ? "It does not say what happened." : "Only pushes are built.";
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(
                First(headers, "X-GitHub-Delivery", "X-Gitea-Delivery", "X-Gitlab-Event-UUID"),
                document,
                out why
            );
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The latter where a text holds half of a character.
            why = "Its body is not JSON: set the hook's content type to application/json.";
            return null;
        }
    }

    private static Push? Read(string delivery, JsonDocument document, out string why)
    {
        var push = document.RootElement;
        var (branch, commit) = (Text(push, "ref"), Text(push, "after"));
        if (!branch.StartsWith(Heads, StringComparison.Ordinal) || !IsBranch(branch = branch[Heads.Length..]))
        {
            why = "It is no push to a branch.";
            return null;
        }

        if (!IsCommit(commit))
        {
            why = "It names no commit.";
            return null;
        }

        if (commit.All(c => c is '0'))
        {
            why = "The branch was deleted.";
            return null;
        }

        why = "";
        var message = MessageOf(push, commit).Split('\n')[0].Trim();
        return new(
            delivery.Length <= PushHookConfiguration.LongestName && delivery.All(c => c is > ' ' and <= '~')
                ? delivery
                : "",
            branch,
            commit,
            message.Length <= LongestMessage ? message : message[..LongestMessage]
        );
    }

    private static string MessageOf(JsonElement push, string commit)
    {
        if (push.TryGetProperty("head_commit", out var head))
        {
            return Text(head, "message");
        }

        return push.TryGetProperty("commits", out var commits) && commits.ValueKind is JsonValueKind.Array
            ? commits
                .EnumerateArray()
                .Where(c => Text(c, "id") == commit)
                .Select(c => Text(c, "message"))
                .FirstOrDefault()
                ?? ""
            : "";
    }

    private static string First(IHeaderDictionary headers, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (headers[name].ToString() is { Length: > 0 } value)
            {
                return value;
            }
        }

        return "";
    }

    private static string Text(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object
        && of.TryGetProperty(name, out var value)
        && value.ValueKind is JsonValueKind.String
            ? value.GetString()!
            : "";

    private static bool IsBranch(string name) =>
        name.Length is > 0 and <= PushHookConfiguration.LongestBranch && !name.Any(char.IsControl);

    private static bool IsCommit(string text) =>
        text.Length is 40 or 64 && text.All(c => c is >= '0' and <= '9' or >= 'a' and <= 'f');
}
