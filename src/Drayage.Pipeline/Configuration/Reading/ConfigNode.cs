using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Pipeline.Configuration.Reading;

/// <summary>A value of <c>drayage.yaml</c> as written, with its place. Anchors are resolved; merge keys are not part of YAML 1.2.</summary>
public abstract record ConfigNode(SourceLocation At)
{
    /// <summary>How messages call it: <c>text</c>, <c>a list</c>, <c>a mapping</c>, <c>nothing</c>.</summary>
    public abstract string Kind { get; }

    /// <param name="Text">The scalar's text.</param>
    /// <param name="IsPlain">False for a quoted or block scalar, which is always text.</param>
    public sealed record Scalar(string Text, bool IsPlain, SourceLocation At) : ConfigNode(At)
    {
        public bool IsNull => IsPlain && Text is "" or "~" or "null";

        public override string Kind => IsNull ? "nothing" : "text";
    }

    public sealed record Sequence(ImmutableArray<ConfigNode> Items, SourceLocation At) : ConfigNode(At)
    {
        public override string Kind => "a list";
    }

    public sealed record Mapping(ImmutableArray<ConfigEntry> Entries, SourceLocation At) : ConfigNode(At)
    {
        public override string Kind => "a mapping";
    }
}

/// <summary>One key of a mapping.</summary>
public sealed record ConfigEntry(string Key, SourceLocation KeyAt, ConfigNode Value);
