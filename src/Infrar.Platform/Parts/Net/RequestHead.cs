using System.Text;

namespace Infrar.Platform.Parts.Net;

/// <summary>The head of an HTTP/1.1 request, as it came.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">What it asks for: a path, or for <c>CONNECT</c> a host and port.</param>
/// <param name="Fields">Its fields in order.</param>
internal sealed record RequestHead(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    private const int Longest = 16 * 1024;

    /// <summary>A field's value; null when it is not there.</summary>
    public string? this[string name] =>
        Fields.FirstOrDefault(f => f.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Reads one, and not a byte of what comes after it.</summary>
    /// <returns>Null when none came, or what came is none.</returns>
    public static async Task<RequestHead?> ReadAsync(Stream client, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!Ends(head))
        {
            if (head.Length > Longest || await client.ReadAsync(one, cancellationToken) is 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        return lines is [var first, .. var rest] && first.Split(' ') is [var method, var target, _]
            ? new(method, target, [.. rest.Select(Field)])
            : null;
    }

    private static KeyValuePair<string, string> Field(string line) =>
        line.Split(':', 2) is [var name, var value] ? new(name, value.Trim()) : new(line, "");

    private static bool Ends(StringBuilder head) =>
        head.Length >= 4 && head[^4] is '\r' && head[^3] is '\n' && head[^2] is '\r' && head[^1] is '\n';
}
