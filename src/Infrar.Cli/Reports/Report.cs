using System.Collections.Immutable;

namespace Infrar.Cli.Reports;

/// <summary>What a command has to say, before anybody decides how it looks: the answer first, then the rows, then the proof.</summary>
/// <param name="Title">What was asked: command, system, environment.</param>
/// <param name="Answer">The answer in one or a few sentences.</param>
/// <param name="Sections">Everything else, in reading order.</param>
internal sealed record Report(string Title, string Answer, params ImmutableArray<Section> Sections);

/// <summary>A part of a report under a heading.</summary>
/// <param name="Heading">Heading; empty for none.</param>
internal abstract record Section(string Heading);

/// <summary>Rows under typed columns.</summary>
/// <param name="Heading">Heading; empty for none.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows; each has a cell for every column.</param>
/// <param name="Foot">What a reader of the table must know; empty for nothing.</param>
internal sealed record TableSection(
    string Heading,
    ImmutableArray<Column> Columns,
    ImmutableArray<Row> Rows,
    string Foot = ""
) : Section(Heading);

/// <summary>Sentences, one a bullet.</summary>
/// <param name="Heading">Heading; empty for none.</param>
/// <param name="Items">The sentences.</param>
internal sealed record NotesSection(string Heading, ImmutableArray<string> Items) : Section(Heading);

/// <summary>Names and what they stand for.</summary>
/// <param name="Heading">Heading; empty for none.</param>
/// <param name="Facts">The pairs.</param>
internal sealed record FactsSection(string Heading, ImmutableArray<Fact> Facts) : Section(Heading);

/// <summary>A multiplication shown as its figures: quantity × unit price = cost.</summary>
/// <param name="Heading">Heading; empty for none.</param>
/// <param name="Terms">Figure and the words below it.</param>
internal sealed record EquationSection(string Heading, ImmutableArray<Term> Terms) : Section(Heading);

/// <summary>One figure of an equation.</summary>
/// <param name="Operator">Sign before it; empty before the first.</param>
/// <param name="Figure">The figure.</param>
/// <param name="Caption">What it is.</param>
internal sealed record Term(string Operator, string Figure, string Caption);

/// <summary>A name and what it stands for.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">What it stands for.</param>
/// <param name="IsCode">Whether the value is an identifier to be copied.</param>
internal sealed record Fact(string Name, string Value, bool IsCode = false);

/// <summary>A column of a table.</summary>
/// <param name="Title">Its head.</param>
/// <param name="Kind">What its cells hold.</param>
/// <param name="DropOrder">Where a terminal is too narrow, columns of a lower number go first; 0 stays.</param>
internal sealed record Column(string Title, ColumnKind Kind = ColumnKind.Text, int DropOrder = 0);

/// <summary>What a column's cells hold; decides alignment and type.</summary>
internal enum ColumnKind
{
    /// <summary>Words, to the left.</summary>
    Text,

    /// <summary>Identifiers to be copied, to the left, never broken.</summary>
    Code,

    /// <summary>Figures and money, to the right, never broken.</summary>
    Figure,
}

/// <summary>A row of a table.</summary>
/// <param name="Level">Depth in a tree; 0 at the top.</param>
/// <param name="Cells">One for every column.</param>
/// <param name="Kind">How it stands out.</param>
internal sealed record Row(int Level, RowKind Kind, params ImmutableArray<Cell> Cells)
{
    /// <summary>An ordinary row.</summary>
    public static Row Of(params ImmutableArray<Cell> cells) => new(0, RowKind.Plain, cells);
}

/// <summary>How a row stands out from its neighbours.</summary>
internal enum RowKind
{
    /// <summary>It does not.</summary>
    Plain,

    /// <summary>It heads the rows below it.</summary>
    Group,

    /// <summary>It is the one that the answer speaks of.</summary>
    Chosen,

    /// <summary>It stands back: an option that is not feasible.</summary>
    Muted,

    /// <summary>It sums up the rows above.</summary>
    Total,
}

/// <summary>A cell of a table.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Tone">What the text means, beyond its words.</param>
/// <param name="Tag">A short mark behind the text; empty for none.</param>
internal sealed record Cell(string Text, Tone Tone = Tone.Plain, string Tag = "")
{
    /// <summary>Text of no particular tone.</summary>
    public static implicit operator Cell(string text) => new(text);
}

/// <summary>What a text means; colour only ever repeats what words or signs say already.</summary>
internal enum Tone
{
    /// <summary>Nothing in particular.</summary>
    Plain,

    /// <summary>Less important than its neighbours.</summary>
    Quiet,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Costs more, or needs a look.</summary>
    Up,

    /// <summary>Stands against the request.</summary>
    Critical,

    /// <summary>Not known, which is not the same as nothing.</summary>
    Unknown,
}
