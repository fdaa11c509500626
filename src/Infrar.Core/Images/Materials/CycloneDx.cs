using System.Text.Encodings.Web;
using System.Text.Json;

namespace Infrar.Core.Images.Materials;

/// <summary>Writes a bill of materials as CycloneDX 1.6 in JSON.</summary>
/// <remarks>https://cyclonedx.org/docs/1.6/json: without a serial number and a time, so that the same image has the same bytes.</remarks>
public static class CycloneDx
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/vnd.cyclonedx+json";

    /// <summary>The type under which attestations carry one.</summary>
    public const string PredicateType = "https://cyclonedx.org/bom";

    /// <summary>Writes it.</summary>
    /// <param name="bill">What the image consists of.</param>
    /// <param name="component">The component's name.</param>
    /// <param name="digest">The image's digest.</param>
    public static byte[] Write(BillOfMaterials bill, string component, string digest)
    {
        using var buffer = new MemoryStream();
        using (
            var json = new Utf8JsonWriter(
                buffer,
                new()
                {
                    Indented = true,
                    NewLine = "\n",
                    Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                }
            )
        )
        {
            json.WriteStartObject();
            json.WriteString("bomFormat", "CycloneDX");
            json.WriteString("specVersion", "1.6");
            json.WriteNumber("version", 1);
            json.WriteStartObject("metadata");
            json.WriteStartObject("component");
            json.WriteString("type", "container");
            json.WriteString("name", component);
            json.WriteString("version", digest);
            json.WriteEndObject();
            if (bill.System is not "")
            {
                json.WriteStartArray("properties");
                json.WriteStartObject();
                json.WriteString("name", "infrar:operatingSystem");
                json.WriteString("value", bill.System);
                json.WriteEndObject();
                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteStartArray("components");
            foreach (var material in bill.Materials)
            {
                Write(json, material);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Material material)
    {
        json.WriteStartObject();
        json.WriteString("type", "library");
        json.WriteString("bom-ref", material.Purl);
        var at = material.Ecosystem is "npm" or "maven" ? material.Name.LastIndexOf('/') : -1;
        var (group, name) = at > 0 ? (material.Name[..at], material.Name[(at + 1)..]) : ("", material.Name);
        if (group is not "")
        {
            json.WriteString("group", group);
        }

        json.WriteString("name", name);
        json.WriteString("version", material.Version);
        if (!material.Licenses.IsEmpty)
        {
            json.WriteStartArray("licenses");
            foreach (var license in material.Licenses)
            {
                json.WriteStartObject();
                json.WriteStartObject("license");
                json.WriteString("name", license);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteString("purl", material.Purl);
        json.WriteStartArray("properties");
        json.WriteStartObject();
        json.WriteString("name", "infrar:place");
        json.WriteString("value", $"/{material.Place}");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
