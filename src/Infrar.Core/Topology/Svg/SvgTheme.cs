namespace Infrar.Core.Topology.Svg;

/// <summary>Colours and type of a drawing, light and dark: by the reader's system, or by <c>data-theme</c> where a page sets it.</summary>
internal static class SvgTheme
{
    private const string Light =
        "color-scheme:light;--bg:#FFFFFF;--surface:#FFFFFF;--sunken:#F3F5F5;--line:#CDD4D6;--edge:#7C888E;--text:#14191B;"
        + "--text2:#4B565C;--text3:#626E74;--compute:#4971B4;--network:#B98B4D;--storage:#299DAE;--data:#663A59;"
        + "--secrets:#5E6C00;--cache:#BA546A;--other:#7C888E";

    private const string Dark =
        "color-scheme:dark;--bg:#0E1214;--surface:#151A1D;--sunken:#12171A;--line:#36424A;--edge:#66737A;--text:#E8EDEF;"
        + "--text2:#A9B5BB;--text3:#8C999F;--compute:#6EAFEF;--network:#E6B062;--storage:#6FE3E0;--data:#8D6688;"
        + "--secrets:#E6DF85;--cache:#C4808A;--other:#66737A";

    /// <summary>The style sheet; every rule is bound to the drawing, so that it may stand inside a page.</summary>
    internal const string Css = $$$"""
        .infrar-topology{{{{Light}}}}
        @media(prefers-color-scheme:dark){.infrar-topology{{{{Dark}}}}}
        [data-theme=light] .infrar-topology,.infrar-topology[data-theme=light]{{{{Light}}}}
        [data-theme=dark] .infrar-topology,.infrar-topology[data-theme=dark]{{{{Dark}}}}
        .infrar-topology text{font-family:Inter,-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif;font-variant-numeric:tabular-nums;fill:var(--text)}
        .infrar-topology .canvas{fill:var(--bg)}
        .infrar-topology .title{font-size:16px;font-weight:600}
        .infrar-topology .subtitle{font-size:12px;fill:var(--text2)}
        .infrar-topology .provider{fill:var(--surface);stroke:var(--line)}
        .infrar-topology .region{fill:var(--sunken);stroke:var(--line)}
        .infrar-topology .network{fill:var(--surface);stroke:var(--edge);stroke-width:1.2}
        .infrar-topology .public-tier{fill:var(--network);fill-opacity:.09}
        .infrar-topology .private-tier{fill:var(--compute);fill-opacity:.07}
        .infrar-topology .box-label{font-size:12px;font-weight:550;fill:var(--text2)}
        .infrar-topology .card{fill:var(--surface);stroke:var(--line)}
        .infrar-topology .name{font-size:12px;font-weight:600}
        .infrar-topology .line{font-size:11px;fill:var(--text2)}
        .infrar-topology .edge{fill:none;stroke:var(--edge);stroke-width:1.2}
        .infrar-topology .replication{stroke-dasharray:6 4}
        .infrar-topology .outbound{stroke-dasharray:2 4;stroke-linecap:round}
        .infrar-topology .edge-label{font-size:10.5px;fill:var(--text3)}
        .infrar-topology .tip{fill:var(--edge)}

        """;

    /// <summary>Family of a node's kind: its colour's name, and its word in the legend.</summary>
    internal static (string Color, string Word) FamilyOf(string kind) =>
        kind switch
        {
            "service" or "worker" or "scheduled-job" or "sidecar" => ("compute", "Compute"),
            "load-balancer" or "firewall" or "gateway" or "dns" => ("network", "Network"),
            "object-store" or "container-registry" or "static-site" => ("storage", "Files and sites"),
            "postgresql" => ("data", "Data"),
            "secrets" => ("secrets", "Secrets"),
            "redis" => ("cache", "Cache"),
            _ => ("other", ""),
        };
}
