using System.Diagnostics;
using Infrar.Platform.Audit;

namespace Infrar.Platform.Http;

/// <summary>Where requests come from.</summary>
internal static class Origins
{
    /// <summary>The origin of a request by nobody that is known yet.</summary>
    public static AuditOrigin Anonymous(this HttpContext http) =>
        new("", "", http.Connection.RemoteIpAddress?.ToString() ?? "", Activity.Current?.TraceId.ToString() ?? "");
}
