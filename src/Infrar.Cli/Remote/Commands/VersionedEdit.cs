using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infrar.Cli.Remote.Commands;

/// <summary>Changes a part of what is written as a whole: reads it, changes it, and writes it over exactly what was read.</summary>
internal static class VersionedEdit
{
    /// <summary>Does it.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="path">What is read and written.</param>
    /// <param name="edit">Makes the body of what was read.</param>
    /// <param name="done">What to say of the answer.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<int> PutAsync(
        Connection connection,
        string path,
        Func<JsonElement, JsonObject> edit,
        Func<JsonElement, string> done,
        CancellationToken cancellationToken
    )
    {
        var read = await connection.Client.SendAsync(ApiRequest.Get(path), cancellationToken);
        return read.Succeeded(out var answer, out var problem)
            ? await PutAsync(connection, path, answer.Json(), edit, done, cancellationToken)
            : connection.Invocation.Refuse(problem);
    }

    /// <summary>Does it with what was read already.</summary>
    public static Task<int> PutAsync(
        Connection connection,
        string path,
        JsonElement there,
        Func<JsonElement, JsonObject> edit,
        Func<JsonElement, string> done,
        CancellationToken cancellationToken
    )
    {
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            edit(there).WriteTo(writer);
        }

        return connection.DoAsync(
            new ApiRequest(HttpMethod.Put, path) { Body = body.ToArray(), IfMatch = $"\"v{there.Text("version")}\"" },
            answer => done(answer.Json()),
            cancellationToken
        );
    }
}
