using Spectre.Console;

namespace Drayage.Cli.Rendering;

/// <summary>
/// A table of results that stays readable on a narrow terminal: columns that may be spared (<c>--json</c> has them all) go first,
/// from the right, and only then cells break, never in the middle of a name.
/// </summary>
internal sealed class ResultTable(params ResultColumn[] columns)
{
    // Spectre's simple border puts a space and a gap around every column.
    private const int Gap = 3;

    private readonly List<string[]> rows = [];

    public void AddRow(params string[] cells) => rows.Add(cells);

    public void Write(Terminal terminal)
    {
        var shown = Fitting(terminal.Results.Profile.Width);
        var table = new Table().Border(TableBorder.Simple);
        foreach (var place in shown)
        {
            var column = new TableColumn(Markup.Escape(columns[place].Title));
            column.NoWrap = columns[place].IsName;
            table.AddColumn(columns[place].IsNumber ? column.RightAligned() : column);
        }

        foreach (var row in rows)
            table.AddRow([.. shown.Select(place => new Markup(Markup.Escape(row[place])))]);
        terminal.Results.Write(table);
    }

    private List<int> Fitting(int width)
    {
        var shown = Enumerable.Range(0, columns.Length).ToList();
        while (shown.Sum(WidthOf) > width && shown.FindLastIndex(place => columns[place].IsSparable) is >= 0 and var spared)
            shown.RemoveAt(spared);
        return shown;
    }

    private int WidthOf(int place) => rows.Select(row => row[place].Length).Append(columns[place].Title.Length).Max() + Gap;
}

/// <summary>A column of a <see cref="ResultTable"/>.</summary>
/// <param name="Title">Its head.</param>
internal sealed record ResultColumn(string Title)
{
    /// <summary>Holds names that people copy; they are not broken over lines.</summary>
    public bool IsName { get; init; }

    /// <summary>Left out where the terminal is too narrow for everything.</summary>
    public bool IsSparable { get; init; }

    public bool IsNumber { get; init; }

    public static implicit operator ResultColumn(string title) => new(title);
}
