using System.Text.Json;
using Infrar.Core;
using Infrar.Platform.State;

namespace Infrar.Platform.Remote;

/// <summary>A state as Terraform's client sends it.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="Md5">What the client says that their MD5 is, in base64.</param>
internal sealed record SentState(byte[] Content, string Md5);

/// <summary>Reads a state out of the request that announces it; until it is disposed of, it takes the room of one.</summary>
/// <remarks>
/// The client could send the bytes apart from the words about them. Then a version would be there without its bytes for a while, and a
/// client that goes in between would leave it so; it is asked to send both together, as it can.
/// </remarks>
internal sealed class RemoteState : IDisposable
{
    private const int MostMebibytes = 64;

    // What is read lies in memory whole, so not many at once.
    private static readonly SemaphoreSlim _room = new(2);

    private RemoteState(Result<SentState> result) => Result = result;

    /// <summary>The state; <c>RMT001</c>, <c>RMT004</c>, <c>STT005</c> or <c>STT007</c>.</summary>
    public Result<SentState> Result { get; }

    /// <summary>Reads it.</summary>
    public static async Task<RemoteState> ReadAsync(
        HttpContext http,
        StateOptions options,
        CancellationToken cancellationToken
    )
    {
        await _room.WaitAsync(cancellationToken);
        try
        {
            return new(await BodyAsync(http, options, cancellationToken));
        }
        catch
        {
            _room.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _room.Release();

    private static async Task<Result<SentState>> BodyAsync(
        HttpContext http,
        StateOptions options,
        CancellationToken cancellationToken
    )
    {
        if (StateContent.SizeRefusal(http, options) is { } tooLarge)
        {
            return tooLarge;
        }

        var most = Math.Min(MostMebibytes, options.MaxMebibytes);
        using var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await http.Request.Body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            body.Write(buffer, 0, read);
            // Base64, and in it the state once more as the client shows it.
            if (body.Length > (most << 20) * 4)
            {
                return StateProblems.TooLarge(most);
            }
        }

        try
        {
            body.Position = 0;
            using var document = await JsonDocument.ParseAsync(body, default, cancellationToken);
            var sent = new JsonApiRequest(document.RootElement);
            if (sent.Text("state") is not { Length: > 0 })
            {
                return RemoteProblems.StateComesWithIt();
            }

            return
                sent["state"].TryGetBytesFromBase64(out var content)
                && sent.Text("md5") is { Length: 32 } md5
                && md5.All(char.IsAsciiHexDigit)
                ? content.Length <= most << 20
                    ? new SentState(content, Convert.ToBase64String(Convert.FromHexString(md5)))
                    : StateProblems.TooLarge(most)
                : RemoteProblems.NotReadable();
        }
        catch (JsonException)
        {
            return RemoteProblems.NotReadable();
        }
    }
}
