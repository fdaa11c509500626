namespace Infrar.Cli.Reports;

/// <summary>The look of an HTML report: the tokens of Infrar's design, light and dark.</summary>
internal static class HtmlStyle
{
    /// <summary>The style sheet.</summary>
    public const string Sheet = """
        :root{color-scheme:light dark;--bg:#F6F7F7;--surface:#FFFFFF;--sunken:#EEF1F1;--line:#E2E6E7;--line2:#CDD4D6;--edge:#7C888E;
        --text:#14191B;--text2:#4B565C;--text3:#626E74;--accent:#0B6477;--accent-soft:#E3F0F2;--good:#136B43;--up:#8A4B00;
        --critical:#A8123A}
        @media(prefers-color-scheme:dark){:root{--bg:#0E1214;--surface:#151A1D;--sunken:#1C2327;--line:#262E32;--line2:#36424A;
        --edge:#66737A;--text:#E8EDEF;--text2:#A9B5BB;--text3:#8C999F;--accent:#5CC3D6;--accent-soft:#12303A;--good:#5FCB96;
        --up:#E8AE5C;--critical:#FF8FA3}}
        *{box-sizing:border-box;margin:0;padding:0}
        html{font:13px/20px "Inter",-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif;
        background:var(--bg);color:var(--text);font-variant-numeric:tabular-nums}
        main{max-width:1120px;margin:0 auto;padding:24px}
        h1{font-size:20px;line-height:28px;font-weight:620;margin-bottom:4px}
        h2{font-size:15px;line-height:22px;font-weight:600;padding:10px 14px;border-bottom:1px solid var(--line)}
        .answer{font-size:15px;line-height:22px;max-width:84ch;margin-bottom:16px}
        section{background:var(--surface);border:1px solid var(--line);border-radius:8px;margin-bottom:16px}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%}
        th,td{text-align:left;font-weight:400;padding:5px 14px;border-top:1px solid var(--line);vertical-align:top}
        thead th{font-size:12px;line-height:16px;color:var(--text3);border-top:0;padding:8px 14px;white-space:nowrap}
        .figure{text-align:right;white-space:nowrap}
        .plain th{color:var(--text2)}.group th,.group td{font-weight:550}.chosen th,.chosen td{font-weight:550}
        .chosen{background:var(--accent-soft);box-shadow:inset 3px 0 0 var(--accent)}
        .muted th,.muted td{color:var(--text2)}.total th,.total td{font-weight:620;border-top:2px solid var(--line2)}
        .level1{padding-left:30px}.level2{padding-left:46px}.level3{padding-left:62px}
        .quiet,.quiet.figure{color:var(--text3)}.good{color:var(--good)!important}.up{color:var(--up)!important}
        .critical{color:var(--critical)!important}.unknown{color:var(--text2);text-decoration:underline dashed var(--edge);
        text-underline-offset:3px}
        .tag{font-size:11px;line-height:14px;color:var(--text3);border:1px solid var(--line2);border-radius:3px;padding:0 4px;
        margin-left:4px;white-space:nowrap;font-weight:400}
        .foot{padding:8px 14px;border-top:1px solid var(--line);font-size:12px;line-height:16px;color:var(--text3)}
        ul{padding:10px 14px 12px 30px;max-width:96ch}
        dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:5px 16px;padding:10px 14px 12px}dt{color:var(--text3)}
        dd{overflow-wrap:anywhere}.code{font:12px/20px ui-monospace,"SF Mono","Cascadia Mono","JetBrains Mono","Liberation Mono",monospace}
        .equation{display:flex;flex-wrap:wrap;gap:14px;padding:12px 14px}.equation b{display:block;font-size:20px;line-height:26px;font-weight:620}
        .equation i{font-style:normal;color:var(--text3);line-height:26px}.equation small{font-size:12px;line-height:16px;color:var(--text3)}
        @media(max-width:720px){main{padding:14px}th,td{padding:5px 8px}}
        @media print{section{break-inside:auto;border-color:#999}}

        """;
}
