using System.Text;
using System.Text.Json;
using Infrar.Rehearsal.Schemas;

namespace Infrar.Rehearsal.Protocol;

/// <summary>Tells an engine of providers that run already.</summary>
internal static class Reattachment
{
    /// <summary>The value of <c>TF_REATTACH_PROVIDERS</c>, each provider under every registry that may be meant.</summary>
    public static string Line(IEnumerable<ServedProvider> providers)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var provider in providers)
            {
                foreach (var host in ProviderCatalog.Hosts)
                {
                    Write(writer, host, provider);
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, string host, ServedProvider provider)
    {
        writer.WriteStartObject($"{host}/{ProviderCatalog.Find(provider.Name)?.Namespace}/{provider.Name}");
        writer.WriteString("Protocol", "grpc");
        writer.WriteNumber("ProtocolVersion", Handshake.ProtocolVersion);
        writer.WriteNumber("Pid", Environment.ProcessId);
        writer.WriteBoolean("Test", true);
        writer.WriteStartObject("Addr");
        writer.WriteString("Network", "unix");
        writer.WriteString("String", provider.SocketPath);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
