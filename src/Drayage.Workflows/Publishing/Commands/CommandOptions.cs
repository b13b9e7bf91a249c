using System.Collections.Immutable;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Publishing.Commands;

/// <summary>Arguments in options, with or without values, and the rest.</summary>
internal sealed class CommandOptions
{
    private readonly List<CommandOption> options = [];

    private CommandOptions()
    {
    }

    /// <summary>What is no option and no option's value.</summary>
    public required ImmutableArray<EvaluatedWord> Operands { get; init; }

    /// <summary>A word is unknown in a way that it may hold options.</summary>
    public required bool HasUnknownWords { get; init; }

    /// <param name="arguments">The words behind the program and its subcommand.</param>
    /// <param name="valued">Options that take a value: <c>-t</c>, <c>--tag</c>. Others are flags.</param>
    public static CommandOptions Parse(ImmutableArray<EvaluatedWord> arguments, params ReadOnlySpan<string> valued)
    {
        var operands = ImmutableArray.CreateBuilder<EvaluatedWord>();
        var found = new List<CommandOption>();
        var unknown = false;
        for (var i = 0; i < arguments.Length; i++)
        {
            var word = arguments[i];
            var start = word.Text.KnownStart;
            if (start == "--" && word.Known is not null)
            {
                operands.AddRange(arguments[(i + 1)..]);
                break;
            }
            if (start.Length < 2 || start[0] != '-')
            {
                unknown |= word.Text.Pieces is [TextPiece.Unknown { IsSplit: true }, ..];
                operands.Add(word);
                continue;
            }
            if (Attached(word, start, valued) is { } attached)
                found.Add(attached);
            else if (valued.Contains(start) && i + 1 < arguments.Length)
                found.Add(new CommandOption(start, arguments[++i].Text, arguments[i].Span));
            else
                found.Add(new CommandOption(start, null, word.Span));
        }
        var parsed = new CommandOptions { Operands = operands.DrainToImmutable(), HasUnknownWords = unknown };
        parsed.options.AddRange(found);
        return parsed;
    }

    public bool Has(params ReadOnlySpan<string> names)
    {
        foreach (var option in options)
        {
            if (names.Contains(option.Name) && option.Value?.Known != "false")
                return true;
        }
        return false;
    }

    /// <summary>The last of the options with one of these names that has a value.</summary>
    public CommandOption? Find(params ReadOnlySpan<string> names)
    {
        for (var i = options.Count - 1; i >= 0; i--)
        {
            if (names.Contains(options[i].Name) && options[i].Value is not null)
                return options[i];
        }
        return null;
    }

    public ImmutableArray<CommandOption> All(params ReadOnlySpan<string> names)
    {
        var all = ImmutableArray.CreateBuilder<CommandOption>();
        foreach (var option in options)
        {
            if (names.Contains(option.Name) && option.Value is not null)
                all.Add(option);
        }
        return all.DrainToImmutable();
    }

    private static CommandOption? Attached(EvaluatedWord word, string start, ReadOnlySpan<string> valued)
    {
        var equals = start.IndexOf('=');
        if (equals > 1)
            return new CommandOption(start[..equals], word.Text.SplitAt('=')!.Value.After, word.Span);
        if (start[1] == '-' || start.Length == 2 && word.Known is not null || !valued.Contains(start[..2]) || valued.Contains(start))
            return null;
        var rest = word.Text.Pieces.SetItem(0, new TextPiece.Known(start[2..]));
        return new CommandOption(start[..2], ShellText.Join(rest), word.Span);
    }
}
