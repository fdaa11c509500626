using System.Security.Cryptography;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Uploads.Archives;

namespace Infrar.Platform.Runs.Configurations;

/// <summary>What somebody sends, on disk until there is room to hold it in memory; so a slow sender keeps nobody else from that.</summary>
/// <remarks>It lies there sealed under a key that this process alone has, and goes when it is disposed of, or with the process.</remarks>
internal sealed class SpooledBody : IAsyncDisposable
{
    private const string Name = "spooled";
    private readonly byte[] _key = SealedContent.NewKey();

    private readonly FileStream _file = new(
        Path.GetTempFileName(),
        new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        }
    );

    private long _size;

    private SpooledBody() { }

    /// <summary>Receives it to its end; null when it has more than <paramref name="most"/> bytes.</summary>
    public static async Task<SpooledBody?> ReceiveAsync(Stream body, long most, CancellationToken cancellationToken)
    {
        var spooled = new SpooledBody();
        try
        {
            var counted = new HashedReading(new BoundedStream(body, most));
            await using (var closed = SealedContent.Seal(counted, spooled._key, Name))
            {
                await closed.CopyToAsync(spooled._file, cancellationToken);
            }

            spooled._size = counted.Size;
            return spooled;
        }
        catch (ArchiveTooLargeException)
        {
            await spooled.DisposeAsync();
            return null;
        }
        catch
        {
            await spooled.DisposeAsync();
            throw;
        }
    }

    /// <summary>The whole, in memory; once.</summary>
    public async Task<MemoryStream> ReadAsync(CancellationToken cancellationToken)
    {
        var content = new MemoryStream();
        if (_size > 0)
        {
            _file.Position = 0;
            await using var opened = SealedContent.Open(_file, _key, Name, _size);
            await opened.CopyToAsync(content, cancellationToken);
        }

        content.Position = 0;
        return content;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        CryptographicOperations.ZeroMemory(_key);
        return _file.DisposeAsync();
    }
}
