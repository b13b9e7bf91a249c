using System.Collections.Immutable;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Evaluation;

/// <summary>Gathers what a script writes to <c>GITHUB_ENV</c> and <c>GITHUB_OUTPUT</c>.</summary>
internal sealed class RunnerFiles(WordEvaluator words)
{
    public ImmutableDictionary<string, ShellText> Exports { get; private set; } = ImmutableDictionary<string, ShellText>.Empty;

    public ImmutableDictionary<string, ShellText> Outputs { get; private set; } = ImmutableDictionary<string, ShellText>.Empty;

    /// <summary>The context inside of a compound command whose output goes where its redirections say.</summary>
    public RunContext Enter(ImmutableArray<ShellRedirection> redirections, ShellState state, RunContext context) =>
        SinkOf(redirections, state) is { } sink && sink != RunnerFile.None ? context with { Sink = sink } : context;

    /// <summary>The runner's file that output goes to; null when nothing redirects it.</summary>
    public RunnerFile? SinkOf(ImmutableArray<ShellRedirection> redirections, ShellState state)
    {
        foreach (var redirection in redirections)
        {
            if (redirection.Operator is ">" or ">>" && redirection.Descriptor is null or 1)
                return FileOf(words.Text(redirection.Target, state));
        }
        return null;
    }

    public static RunnerFile FileOf(ShellText path)
    {
        var text = path.ToString();
        return text.Contains("GITHUB_ENV", StringComparison.Ordinal) || text.Contains("github.env", StringComparison.Ordinal) ? RunnerFile.Environment
            : text.Contains("GITHUB_OUTPUT", StringComparison.Ordinal) || text.Contains("github.output", StringComparison.Ordinal) ? RunnerFile.Output
            : RunnerFile.None;
    }

    /// <summary>Reads <c>name=value</c> and <c>name&lt;&lt;END … END</c> from what is written.</summary>
    public void Write(RunnerFile file, ShellText? text, bool isConditional)
    {
        if (file == RunnerFile.None || text is null)
            return;
        string? block = null;
        var value = new List<TextPiece>();
        var name = "";
        foreach (var line in text.SplitAll('\n'))
        {
            if (block is null && line.KnownStart.IndexOf("<<", StringComparison.Ordinal) is > 0 and var at && line.SplitAt('=') is null)
                (name, block) = (line.KnownStart[..at].Trim(), line.ToString()[(at + 2)..].Trim());
            else if (block is not null && line.ToString().Trim() == block)
            {
                Add(file, name, ShellText.Join(value), isConditional);
                (block, value) = (null, []);
            }
            else if (block is not null)
            {
                if (value.Count > 0)
                    value.Add(new TextPiece.Known("\n"));
                value.AddRange(line.Pieces);
            }
            else if (line.SplitAt('=') is { Before.Known: { } key } pair)
                Add(file, key.Trim(), pair.After, isConditional);
        }
    }

    private void Add(RunnerFile file, string name, ShellText value, bool isConditional)
    {
        var known = file == RunnerFile.Environment ? Exports : Outputs;
        var merged = known.TryGetValue(name, out var before) && isConditional && !before.Equals(value)
            ? ShellText.Unknown($"${name}")
            : value;
        known = known.SetItem(name, merged);
        if (file == RunnerFile.Environment)
            Exports = known;
        else
            Outputs = known;
    }
}
