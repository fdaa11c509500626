using System.Net.Sockets;

namespace Infrar.Cli.Terminal;

/// <summary>Tells a reader that went away from any other fault of a stream.</summary>
internal static class BrokenPipe
{
    private const int Epipe = 32;
    private const int ErrorBrokenPipe = unchecked((int)0x8007006D);
    private const int ErrorNoData = unchecked((int)0x800700E8);

    /// <summary>Whether the other end of a pipe was closed.</summary>
    public static bool Is(IOException exception) =>
        exception.HResult is Epipe or ErrorBrokenPipe or ErrorNoData
        || exception.InnerException is SocketException { SocketErrorCode: SocketError.Shutdown };
}
