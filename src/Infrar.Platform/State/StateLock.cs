using System.Text.Json;
using System.Text.Json.Serialization;
using Infrar.Platform.Workspaces;

namespace Infrar.Platform.State;

/// <summary>The lock that a client has on a workspace's state; one at most.</summary>
internal sealed class StateLock
{
    public Id<Workspace> WorkspaceId { get; private init; }

    /// <summary>What the client named it.</summary>
    public string LockId { get; private init; } = "";

    /// <summary>The client's whole JSON, said back to whoever finds the state locked.</summary>
    public string Client { get; private set; } = "";

    /// <summary>Whose token took it: a person's id, or a run's.</summary>
    public string TakenBy { get; private init; } = "";

    public DateTimeOffset TakenAt { get; private init; }

    public static StateLock Take(Id<Workspace> workspace, string id, string client, string by, DateTimeOffset now) =>
        new()
        {
            WorkspaceId = workspace,
            LockId = id,
            Client = client,
            TakenBy = by,
            TakenAt = now,
        };

    /// <summary>Takes out who holds it, in the client's words, as when the person is erased.</summary>
    public void Forget() =>
        Client = LockInfo.Read(Client) is { } info
            ? JsonSerializer.Serialize(info with { Who = "" }, LockInfo.Json)
            : "{}";
}

/// <summary>What OpenTofu and Terraform say of a lock.</summary>
/// <param name="Id">Random; the holder's own.</param>
/// <param name="Operation">Such as <c>OperationTypePlan</c>; empty when a lock is broken.</param>
/// <param name="Info">Further words.</param>
/// <param name="Who">User and machine.</param>
/// <param name="Version">The client's version.</param>
/// <param name="Created">When it was taken, by the client's clock.</param>
/// <param name="Path">What is locked.</param>
internal sealed record LockInfo(
    [property: JsonPropertyName("ID")] string? Id = null,
    [property: JsonPropertyName("Operation")] string? Operation = null,
    [property: JsonPropertyName("Info")] string? Info = null,
    [property: JsonPropertyName("Who")] string? Who = null,
    [property: JsonPropertyName("Version")] string? Version = null,
    [property: JsonPropertyName("Created")] string? Created = null,
    [property: JsonPropertyName("Path")] string? Path = null
)
{
    /// <summary>Most bytes of one.</summary>
    public const int Longest = 16 * 1024;

    /// <summary>Most characters of an id.</summary>
    public const int LongestId = 200;

    /// <summary>As clients write it, whatever else they may add one day.</summary>
    public static JsonSerializerOptions Json { get; } = new() { MaxDepth = 8 };

    /// <summary>Whether it names a lock without saying who asks: so a lock is broken.</summary>
    public bool IsBreaking => Operation is null or "" && Who is null or "" && Path is null or "";

    /// <summary>Reads one; null when it is none.</summary>
    public static LockInfo? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<LockInfo>(text, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
