namespace Infrar.Cli.Decisions;

/// <summary>The look of the page: the tokens of Infrar's design, light, dark and on paper.</summary>
internal static class DecisionStyle
{
    /// <summary>The style sheet; it holds no character that XML would read as markup.</summary>
    public const string Sheet = Tokens + Page + Parts + Tables + Findings + Narrow + Paper;

    private const string LightTokens = """
        --bg:#F6F7F7;--surface:#FFFFFF;--sunken:#EEF1F1;--line:#E2E6E7;--line2:#CDD4D6;--edge:#7C888E;
        --text:#14191B;--text2:#4B565C;--text3:#626E74;--accent:#0B6477;--accent-soft:#E3F0F2;
        --good:#136B43;--good-soft:#E4F3EB;--up:#8A4B00;--up-soft:#FBF0DF;--critical:#A8123A;--critical-soft:#FBE9EE;
        --high:#B3390A;--high-soft:#FCECE4;--medium:#7F5500;--medium-soft:#FAF1DA;--low:#46607C;--low-soft:#E9EFF5;
        --compute:#4971B4;--network:#B98B4D;--storage:#299DAE;--data:#663A59;--secrets:#5E6C00;--cache:#BA546A;
        --monitoring:#2E0C6D;--tint:14%;
        """;

    private const string Tokens = $$$"""
        :root{color-scheme:light dark;{{{LightTokens}}}}
        @media screen and (prefers-color-scheme:dark){:root{
        --bg:#0E1214;--surface:#151A1D;--sunken:#1C2327;--line:#262E32;--line2:#36424A;--edge:#66737A;
        --text:#E8EDEF;--text2:#A9B5BB;--text3:#8C999F;--accent:#5CC3D6;--accent-soft:#12303A;
        --good:#5FCB96;--good-soft:#12291F;--up:#E8AE5C;--up-soft:#2C2213;--critical:#FF8FA3;--critical-soft:#331820;
        --high:#FF9A6B;--high-soft:#321D14;--medium:#E3B341;--medium-soft:#2B2412;--low:#9DB7D1;--low-soft:#1B2630;
        --compute:#6EAFEF;--network:#E6B062;--storage:#6FE3E0;--data:#8D6688;--secrets:#E6DF85;--cache:#C4808A;
        --monitoring:#667ACD;--tint:20%}}

        """;

    private const string Page = """
        *{box-sizing:border-box;margin:0;padding:0}
        html{font:13px/20px "Inter",-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif;
        background:var(--bg);color:var(--text);font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
        code{font-family:ui-monospace,"SF Mono","Cascadia Mono","JetBrains Mono","Liberation Mono",monospace;font-size:12px;
        font-variant-ligatures:none;overflow-wrap:anywhere}
        header,main{max-width:1392px;margin:0 auto;padding:0 24px}header{padding-top:24px}main{padding-bottom:32px}
        h1{font-size:20px;line-height:28px;font-weight:620;letter-spacing:-.012em;overflow-wrap:anywhere}
        h2{font-size:15px;line-height:22px;font-weight:600}h3{font-size:12px;line-height:16px;font-weight:550;color:var(--text2)}
        a{color:var(--accent);text-decoration:underline;text-decoration-color:color-mix(in srgb,currentColor 40%,transparent);text-underline-offset:3px}
        nav{margin:12px 0 14px}nav ul{display:flex;flex-wrap:wrap;gap:4px 20px;list-style:none}nav a{display:inline-block;padding:2px 0;font-weight:500}
        :focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
        .skip{position:absolute;left:-9999px}.skip:focus{position:static;display:inline-block;margin:8px 24px}
        .vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .defs{position:absolute}.i{width:14px;height:14px;flex:none;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;
        stroke-linejoin:round;vertical-align:-2px}.hole{stroke:var(--surface);stroke-width:1.7}
        .t2{color:var(--text2)}.t3{color:var(--text3)}.up{color:var(--up)}.good{color:var(--good)}.acc{color:var(--accent)}
        .critical{color:var(--critical)}.high{color:var(--high)}.medium{color:var(--medium)}.low{color:var(--low)}
        .num{text-align:right;white-space:nowrap}.nowrap{white-space:nowrap}.any{overflow-wrap:anywhere}b{font-weight:600}
        .sub{display:block;font-size:12px;line-height:17px;color:var(--text2);font-weight:400}.sub code{color:var(--text3);margin-right:4px}

        """;

    private const string Parts = """
        .card{background:var(--surface);border:1px solid var(--line);border-radius:8px;margin-bottom:16px;min-width:0}
        .ch{display:flex;align-items:baseline;flex-wrap:wrap;gap:2px 10px;padding:9px 14px;border-bottom:1px solid var(--line)}
        .ch small{color:var(--text3);font-size:12px;line-height:16px}
        .say{padding:12px 14px;font-size:15px;line-height:22px;color:var(--text2)}.say p{max-width:100ch}.say b{color:var(--text)}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:12px;margin-bottom:16px}
        .figure{margin:0;padding:10px 14px}.figure.on{border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
        .figure p{font-size:12px;line-height:16px}.big,.figure .big{font-size:22px;line-height:30px;font-weight:620;letter-spacing:-.01em}
        .figure .up{font-weight:550}.counts{display:grid;grid-template-columns:auto auto;gap:3px 14px;list-style:none;font-size:12px;line-height:18px;padding-top:6px;justify-content:start}
        .counts li{white-space:nowrap}.counts .i{margin-right:6px}.counts li>span:last-child{color:var(--text2)}
        .pill{display:inline-flex;align-items:center;gap:5px;height:20px;padding:0 8px 0 5px;border-radius:10px;font-size:12px;line-height:20px;font-weight:550;white-space:nowrap}
        .pill .i{width:13px;height:13px}.p-good{background:var(--good-soft);color:var(--good)}.p-critical{background:var(--critical-soft);color:var(--critical)}
        .p-high{background:var(--high-soft);color:var(--high)}.p-medium{background:var(--medium-soft);color:var(--medium)}.p-low{background:var(--low-soft);color:var(--low)}
        .np{display:inline-block;border:1px dashed var(--edge);border-radius:4px;padding:0 6px;font-size:12px;line-height:16px;color:var(--text2);text-decoration:none;white-space:nowrap}
        .tag{font-size:11px;line-height:14px;color:var(--text3);border:1px solid var(--line2);border-radius:3px;padding:0 4px;font-weight:400;white-space:nowrap}
        .tag.usage{border-style:dotted;border-color:var(--edge)}.tag.allowance{color:var(--good)}
        .foot{padding:7px 14px;border-top:1px solid var(--line);font-size:12px;line-height:16px;color:var(--text3)}
        .sub-h{padding:10px 14px 0}.notes{padding:8px 14px 12px;max-width:110ch;overflow-wrap:anywhere}ul.notes{padding-left:30px}
        .notes li{padding:1px 0}
        dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:3px 14px;font-size:12px;line-height:18px}dt{color:var(--text3)}dd{overflow-wrap:anywhere}
        summary{cursor:pointer}details.proof{border-top:1px solid var(--line)}details.proof summary{padding:7px 14px;color:var(--accent);font-weight:500}
        .rng{padding:12px 14px 10px}.rng p{font-size:12px;line-height:18px;padding-top:6px}.rl{display:flex;justify-content:space-between;position:relative;gap:0}
        .rl dt{font-size:12px;line-height:16px}.rl dd{font-weight:600;font-size:14px}.rl .mid{position:absolute;transform:translateX(-50%);text-align:center}.rl .end{text-align:right}
        .rb{position:relative;height:6px;margin-top:8px}.rb i{position:absolute;inset:0;border-radius:3px;background:color-mix(in srgb,var(--accent) 45%,var(--surface))}
        .rb em{position:absolute;top:-4px;width:3px;height:14px;border-radius:2px;background:var(--accent);margin-left:-1px}
        .tm{position:relative;margin:2px 13px 12px}.tm.narrow{display:none}.tile{position:absolute;padding:1px}
        .tile span{display:block;height:100%;overflow:hidden;padding:5px 8px;border-left:3px solid var(--k);border-radius:3px;background:color-mix(in srgb,var(--k) var(--tint),var(--surface));font-size:12px;line-height:16px}
        .tile b,.tile small{display:block;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}.tile small{font-size:11px;color:var(--text2)}
        .f-compute{--k:var(--compute)}.f-network{--k:var(--network)}.f-storage{--k:var(--storage)}.f-data{--k:var(--data)}
        .f-secrets{--k:var(--secrets)}.f-cache{--k:var(--cache)}.f-monitoring{--k:var(--monitoring)}.f-other{--k:var(--edge)}
        .scroll{overflow-x:auto}.topo{padding:8px 14px 14px}.topo svg{width:100%;min-width:1120px;height:auto;display:block}

        """;

    private const string Tables = """
        table{border-collapse:collapse;width:100%}th,td{text-align:left;font-weight:400;vertical-align:top}
        thead th{font-size:12px;line-height:16px;color:var(--text3);font-weight:500}th.num,td.num{text-align:right}
        .options th,.options td{padding:9px 8px;border-top:1px solid var(--line);vertical-align:middle}.options thead th{border-top:0;padding:7px 8px}
        .options .rk{width:44px;font-size:15px;font-weight:620;color:var(--text3);text-align:center}.options .nm{font-weight:620;min-width:190px;overflow-wrap:anywhere}.options .vd{min-width:200px;max-width:330px}
        .options .ct,.options .axis{width:378px}.options .ct{padding-top:2px;padding-bottom:2px}.options .am{width:150px}.options .sc{width:84px;padding-right:14px}.options thead .num:last-child{padding-right:14px}
        .options .sub b{font-weight:550}.options .vd .pill{margin-bottom:2px}.first{box-shadow:inset 3px 0 0 var(--accent)}.first .rk{color:var(--accent)}
        .off .nm,.off .amt,.off .rk{color:var(--text2)}.sep td{padding:3px 14px 3px 52px;font-size:11px;line-height:16px;color:var(--text3);background:var(--bg)}
        .amt{font-size:14px;font-weight:620}.bar{display:block;height:4px;border-radius:2px;background:var(--sunken);margin-top:4px;overflow:hidden}
        .bar i{display:block;height:4px;background:var(--accent);border-radius:2px}.off .bar i{background:var(--edge)}
        .bar.part i{background:repeating-linear-gradient(90deg,var(--accent) 0 4px,transparent 4px 6px)}.off .bar.part i{background:repeating-linear-gradient(90deg,var(--edge) 0 4px,transparent 4px 6px)}
        .chart{display:block;overflow:visible;font-size:11px}.ct .chart,.axis .chart{max-width:100%;height:auto}.chart text{fill:var(--text2);text-anchor:middle;paint-order:stroke;stroke:var(--surface);stroke-width:4px;stroke-linejoin:round}
        .chart .over,.chart .bud{fill:var(--up);font-weight:600}.axis .chart text{fill:var(--text3)}.axis .chart .bud{fill:var(--up)}
        .grid{stroke:var(--line)}.budget{stroke:var(--up);stroke-width:1.5;stroke-dasharray:3 3}.track{stroke:var(--accent);stroke-width:3;opacity:.45}.part.track{stroke-dasharray:4 3}
        .mark{fill:var(--surface);stroke:var(--accent);stroke-width:2}.disc{fill:var(--accent)}.off .track,.off .mark{stroke:var(--edge)}.off .disc{fill:var(--edge)}
        .lg{display:flex;flex-wrap:wrap;gap:4px 18px;padding:9px 14px;border-top:1px solid var(--line);font-size:12px;line-height:16px;color:var(--text2)}.lg span{display:inline-flex;align-items:center;gap:6px}
        .mx{font-size:12px;line-height:16px;min-width:980px;table-layout:fixed}.mx th,.mx td{padding:2px 3px}.mx thead th{padding:8px 6px 6px;vertical-align:bottom}.mx th:first-child{padding-left:14px;position:sticky;left:0;background:var(--surface);width:22%;z-index:1}
        .mx tbody th{font-weight:550;vertical-align:middle;overflow-wrap:anywhere}.mx .off th{color:var(--text2)}.mx th:last-child,.mx td:last-child{padding-right:14px}.wt{display:block;font-size:11px;font-weight:400}
        .cell{display:flex;align-items:baseline;justify-content:space-between;gap:4px;padding:9px;border-radius:4px;background:linear-gradient(90deg,color-mix(in srgb,var(--accent) 16%,var(--surface)) var(--v),var(--sunken) var(--v))}
        .cell small{font-size:11px;color:var(--text2)}.off .cell{background:linear-gradient(90deg,color-mix(in srgb,var(--edge) 22%,var(--surface)) var(--v),var(--sunken) var(--v))}
        .firm{margin:10px 14px;padding-top:2px;max-width:110ch}.firm p{padding:2px 0}.firm h3{color:var(--text);font-size:13px;line-height:20px}.firm summary{color:var(--accent);font-weight:500}.firm ul{padding:4px 0 4px 18px;color:var(--text2)}
        .two{columns:3 380px;column-gap:28px;padding:2px 14px 14px}.why{break-inside:avoid;padding-top:10px}.why h3{color:var(--text);font-size:13px;line-height:20px}
        .facts{font-size:12px;line-height:16px;margin-top:6px}.facts th,.facts td{padding:4px 8px 4px 0;border-top:1px solid var(--line)}.facts thead th{border-top:0}.facts td,.facts tbody th{overflow-wrap:anywhere;min-width:76px}.facts tbody th{min-width:92px}
        .scroll>.facts,.proof>.facts{margin:0 14px 10px;width:calc(100% - 28px)}.facts td.num{padding-right:16px}.facts .nowrap{overflow-wrap:normal;white-space:nowrap}
        .tree thead th{padding:7px 10px;border-bottom:1px solid var(--line)}.tree th,.tree td{padding:4px 10px}.tree th:first-child{padding-left:14px}.tree td:last-child,.tree th:last-child{padding-right:14px}
        .tree .g th,.tree .g td{border-top:1px solid var(--line);vertical-align:middle}.tree small{font-size:12px;color:var(--text3)}.sw{display:inline-block;width:9px;height:9px;border-radius:2px;background:var(--k,var(--edge));margin:0 6px 0 2px}
        .tree summary{padding:2px 0;list-style-position:outside;margin-left:14px}.leaf{padding:2px 0 2px 14px}.tree .l th,.tree .l td{font-size:12px;line-height:18px;padding-top:2px;padding-bottom:2px}.tree .l th{padding-left:38px}.tree .l td{padding-top:4px}
        .sh{width:17%;min-width:110px}.share{display:block;height:6px;border-radius:1px;background:var(--k,var(--edge));margin-top:6px}.g .share{margin-top:0}.l .share{opacity:.6}.tree tfoot th,.tree tfoot td{border-top:2px solid var(--line2);font-weight:620;padding-top:8px;padding-bottom:8px}
        .tree .q.t3{font-size:12px}tbody:has(>.g .open-lines:not([open]))>:is(.l,.p){display:none}.l:has(.open-proof:not([open]))+.p{display:none}
        .p td{padding:0 14px 8px 52px!important}.lp{background:var(--sunken);border-radius:6px;padding:8px 12px}.eq{display:flex;flex-wrap:wrap;gap:2px 14px;margin-bottom:6px;font-size:12px;color:var(--text3)}.eq b{font-size:14px;color:var(--text);font-weight:620}.eq .acc{color:var(--accent)}.eq i{font-style:normal}

        """;

    private const string Findings = """
        .finding{border-top:1px solid var(--line)}.ch+.finding{border-top:0}.finding summary{display:grid;grid-template-columns:92px minmax(0,1fr) auto auto;gap:4px 14px;align-items:start;padding:7px 14px;list-style:none}
        .finding summary::-webkit-details-marker{display:none}.finding summary .pill{justify-self:start}.finding .ft{overflow-wrap:anywhere}.finding summary:hover{background:var(--sunken)}.finding[open] summary{background:var(--sunken)}
        .fb{padding:2px 14px 14px 120px;max-width:120ch}.fb h3{padding:10px 0 4px}.fb dl{padding-top:10px}.fb p,.fb li{overflow-wrap:anywhere}
        .steps{padding-left:20px}.steps li{padding:2px 0}.steps code{display:block;color:var(--text3)}.break{color:var(--high)}.break::marker{font-weight:620}.stop .i{margin-right:4px}

        """;

    private const string Narrow = """
        @media(max-width:1080px){.options .ct,.options .axis{width:260px}}
        @media(max-width:940px){.options,.options tbody,.options tr,.options th,.options td{display:block}.options thead{display:none}
        .options tr{display:grid;grid-template-columns:28px minmax(0,1fr) auto;gap:4px 8px;padding:12px 14px;border-top:1px solid var(--line)}.options th,.options td{border:0;padding:0!important;width:auto!important;min-width:0!important;max-width:none!important}
        .options .rk{grid-area:1/1;text-align:left}.options .nm{grid-area:1/2}.options .am{grid-area:1/3}.options .vd{grid-area:2/2/2/4}.options .ct{grid-area:3/1/3/4}.options .sc{grid-area:4/2/4/4;display:flex;align-items:center;gap:8px}
        .options .sc::before{content:"Score";font-size:12px;color:var(--text3)}.options .sc .bar{flex:1;margin:0}.options .ct .chart{margin:0 auto}.options .sep{display:block;padding:3px 14px}.fb{padding-left:14px}}
        @media(max-width:720px){header,main{padding-left:14px;padding-right:14px}.say{font-size:14px;line-height:21px}.figures{grid-template-columns:1fr 1fr;gap:8px}.figure.wide{grid-column:1/3;order:1}.counts{grid-template-columns:repeat(4,auto);justify-content:space-between}
        .big,.figure .big{font-size:18px;line-height:26px}.tm.wide{display:none}.tm.narrow{display:block}.tree .q{display:none}.tree summary{padding:5px 0}.tree .l th{padding-left:20px}.p td{padding:0 14px 8px!important}
        .finding summary{grid-template-columns:auto minmax(0,1fr) auto;padding:8px 14px}.finding .ft{grid-area:2/1/2/4}.finding summary span.t3{grid-area:1/2}.topo svg{min-width:960px}.mx{min-width:860px}.mx th:first-child{width:124px}nav a{padding:6px 0}}

        """;

    // Paper has no hands: lines and findings stand opened, how scores came about stays on the screen. It is always light.
    private const string Paper = """
        @media print{@page{size:A4;margin:14mm}html{background:#fff;-webkit-print-color-adjust:exact;print-color-adjust:exact}header,main{max-width:none;padding:0}nav,.skip{display:none}
        .card{break-inside:auto;border-color:#CDD4D6}.ch,h2,h3{break-after:avoid}.options tr,.finding summary,.why,.l,.lp,.figure{break-inside:avoid}.topo svg{min-width:0}.topo{break-inside:avoid}
        .finding::details-content,.firm details::details-content{content-visibility:visible;display:block}.tree .q{display:table-cell}.tm.wide{display:block}.tm.narrow{display:none}tbody>.l{display:table-row!important}.p,.l:has(.open-proof:not([open]))+.p{display:none!important}
        .mx{min-width:0}.mx thead th{font-size:9px;line-height:12px;overflow-wrap:anywhere}.mx tbody th,.cell{font-size:10px}.cell small{font-size:9px}.mx th,.mx td{padding:2px}.mx th:first-child{position:static}.cell{padding:5px}a{color:inherit;text-decoration:none}}
        @media(forced-colors:active){.card,.tile span,.cell,.pill{border:1px solid CanvasText}.share,.bar i,.rb i,.rb em,.sw{background:CanvasText;forced-color-adjust:none}}

        """;
}
