using System.Collections.Immutable;

namespace Drayage.Workflows.Shell.Evaluation;

/// <summary>Variables, arrays and functions at one point of a script.</summary>
internal sealed class ShellState
{
    public required ImmutableDictionary<string, ShellText> Variables { get; set; }

    public ImmutableDictionary<string, ImmutableArray<EvaluatedWord>> Arrays { get; set; } =
        ImmutableDictionary<string, ImmutableArray<EvaluatedWord>>.Empty;

    /// <summary><c>$1</c> and so on; default outside of functions.</summary>
    public ImmutableArray<EvaluatedWord> Arguments { get; set; }

    public ShellState Copy() => new() { Variables = Variables, Arrays = Arrays, Arguments = Arguments };

    public void Set(string name, ShellText value)
    {
        Variables = Variables.SetItem(name, value);
        Arrays = Arrays.Remove(name);
    }

    public void SetArray(string name, ImmutableArray<EvaluatedWord> elements)
    {
        Arrays = Arrays.SetItem(name, elements);
        Variables = Variables.SetItem(name, elements.IsEmpty ? ShellText.Empty : elements[0].Text);
    }

    /// <summary>Forgets what differs between this state and another that may be true as well.</summary>
    public void Merge(ShellState other)
    {
        foreach (var (name, value) in other.Variables)
        {
            if (!Variables.TryGetValue(name, out var mine) || !mine.Equals(value))
                Variables = Variables.SetItem(name, ShellText.Unknown($"${name}"));
        }
        foreach (var name in Variables.Keys)
        {
            if (!other.Variables.ContainsKey(name))
                Variables = Variables.SetItem(name, ShellText.Unknown($"${name}"));
        }
        foreach (var (name, value) in Arrays)
        {
            if (!other.Arrays.TryGetValue(name, out var theirs) || !theirs.SequenceEqual(value))
                Arrays = Arrays.Remove(name);
        }
    }
}
