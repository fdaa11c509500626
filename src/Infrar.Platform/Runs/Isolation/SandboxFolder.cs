using System.Collections.Immutable;
using System.Net.Sockets;
using System.Text;

namespace Infrar.Platform.Runs.Isolation;

/// <summary>A small folder for one start of an engine: the filter, a few files of <c>/etc</c>, the sockets of its ways out.</summary>
/// <remarks>Short in name, for paths of sockets may not pass a hundred bytes. It holds no secret.</remarks>
internal sealed class SandboxFolder : IDisposable
{
    private const UnixFileMode Enter =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherExecute;

    private const UnixFileMode Read =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string _path = Directory.CreateTempSubdirectory("infrar-").FullName;
    private readonly List<string> _staged = [];

    /// <summary>Makes it.</summary>
    /// <param name="filter">What the kernel refuses.</param>
    /// <param name="user">The engine's user inside.</param>
    public SandboxFolder(byte[] filter, int user)
    {
        File.SetUnixFileMode(_path, Enter);
        _ = Directory.CreateDirectory(Net, Enter);
        Write("filter", filter);
        Write("passwd", $"run:x:{user}:{user}:run:/tmp:/usr/sbin/nologin\n");
        Write("group", $"run:x:{user}:\n");
        Write("hosts", "127.0.0.1 localhost infrar-run\n::1 localhost\n");
        Write("nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n");
    }

    /// <summary>Files that stand in <c>/etc</c> inside.</summary>
    public static ImmutableArray<string> Etc { get; } = ["passwd", "group", "hosts", "nsswitch.conf"];

    /// <summary>Folder of the sockets.</summary>
    public string Net => Path.Combine(_path, "net");

    /// <summary>A file of it.</summary>
    public string this[string name] => Path.Combine(_path, name);

    /// <summary>A place that something is mounted at, which its user may not reach where it lies.</summary>
    public string Stage(string source)
    {
        var place = Path.Combine(_path, $"staged{_staged.Count}");
        if (Directory.Exists(source))
        {
            _ = Directory.CreateDirectory(place, Enter);
        }
        else
        {
            File.WriteAllBytes(place, []);
        }

        _staged.Add(place);
        return place;
    }

    /// <summary>Listens on a socket of it.</summary>
    public Socket Listen(string name)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var path = Path.Combine(Net, name);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        socket.Listen(128);
        return socket;
    }

    /// <summary>Removes it.</summary>
    public void Dispose()
    {
        // Never by its tree: were something still mounted in it, that would go too.
        foreach (var place in _staged)
        {
            if (Directory.Exists(place))
            {
                Directory.Delete(place);
            }
            else
            {
                File.Delete(place);
            }
        }

        foreach (var file in Directory.GetFiles(Net).Concat(Directory.GetFiles(_path)))
        {
            File.Delete(file);
        }

        Directory.Delete(Net);
        Directory.Delete(_path);
    }

    private void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    private void Write(string name, byte[] content)
    {
        var file = Path.Combine(_path, name);
        File.WriteAllBytes(file, content);
        File.SetUnixFileMode(file, Read);
    }
}
