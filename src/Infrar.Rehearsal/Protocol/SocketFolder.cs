namespace Infrar.Rehearsal.Protocol;

/// <summary>A folder of our own for sockets: short, for their paths may not pass a hundred bytes; gone when we are.</summary>
internal sealed class SocketFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rehearsal-");

    public string PathOf(string provider) => Path.Combine(_folder.FullName, provider);

    public void Dispose()
    {
        if (_folder.Exists)
        {
            _folder.Delete(recursive: true);
        }
    }
}
