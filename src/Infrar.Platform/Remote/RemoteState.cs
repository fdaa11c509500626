using System.Text.Json;
using Infrar.Core;
using Infrar.Platform.Runs.Configurations;
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

    private readonly bool _isRoomTaken;

    private RemoteState(Result<SentState> result, bool isRoomTaken) => (Result, _isRoomTaken) = (result, isRoomTaken);

    /// <summary>The state; <c>RMT001</c>, <c>RMT004</c>, <c>STT005</c> or <c>STT007</c>.</summary>
    public Result<SentState> Result { get; }

    /// <summary>Reads it.</summary>
    public static async Task<RemoteState> ReadAsync(
        HttpContext http,
        StateOptions options,
        CancellationToken cancellationToken
    )
    {
        if (StateContent.SizeRefusal(http, options) is { } tooLarge)
        {
            return new(tooLarge, isRoomTaken: false);
        }

        // Base64, and in it the state once more as the client shows it.
        var most = Math.Min(MostMebibytes, options.MaxMebibytes);
        await using var body = await SpooledBody.ReceiveAsync(http.Request.Body, (most << 20) * 4, cancellationToken);
        if (body is null)
        {
            return new(StateProblems.TooLarge(most), isRoomTaken: false);
        }

        await _room.WaitAsync(cancellationToken);
        try
        {
            return new(await BodyAsync(body, most, cancellationToken), isRoomTaken: true);
        }
        catch
        {
            _room.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isRoomTaken)
        {
            _room.Release();
        }
    }

    private static async Task<Result<SentState>> BodyAsync(
        SpooledBody body,
        long most,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var content = await body.ReadAsync(cancellationToken);
            using var document = await JsonDocument.ParseAsync(content, default, cancellationToken);
            var sent = new JsonApiRequest(document.RootElement);
            if (sent.Text("state") is not { Length: > 0 })
            {
                return RemoteProblems.StateComesWithIt();
            }

            return
                sent["state"].TryGetBytesFromBase64(out var state)
                && sent.Text("md5") is { Length: 32 } md5
                && md5.All(char.IsAsciiHexDigit)
                ? state.Length <= most << 20
                    ? new SentState(state, Convert.ToBase64String(Convert.FromHexString(md5)))
                    : StateProblems.TooLarge(most)
                : RemoteProblems.NotReadable();
        }
        catch (JsonException)
        {
            return RemoteProblems.NotReadable();
        }
    }
}
