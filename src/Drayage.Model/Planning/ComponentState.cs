namespace Drayage.Model.Planning;

/// <summary>What a release would do with a component, decided from its version and the existing tags.</summary>
public abstract record ComponentState
{
    private ComponentState()
    {
    }

    /// <summary>One word for tables and JSON.</summary>
    public abstract string Name { get; }

    /// <summary>Why, in one sentence.</summary>
    public abstract string Reason { get; }

    /// <summary>The version has no tag yet, or the tag stands at this very commit and the release is being made.</summary>
    public sealed record ToRelease(string Because) : ComponentState
    {
        public override string Name => "to-release";

        public override string Reason => Because;
    }

    /// <summary>Its tag exists and names this commit.</summary>
    public sealed record AlreadyReleased(string Tag) : ComponentState
    {
        public override string Name => "already-released";

        public override string Reason => $"tag {Tag} names this commit";
    }

    /// <summary>Its tag exists and names another commit: refused before anything is built.</summary>
    public sealed record TakenByOtherCommit(string Tag, string Commit) : ComponentState
    {
        public override string Name => "version-taken";

        public override string Reason => $"tag {Tag} names commit {Commit[..Math.Min(12, Commit.Length)]}, not this one";
    }

    /// <summary>The version cannot carry a release tag, such as a <c>-SNAPSHOT</c>.</summary>
    public sealed record NotTaggable(string Because) : ComponentState
    {
        public override string Name => "not-taggable";

        public override string Reason => Because;
    }

    /// <summary>None of the component's gate paths changed since its last tag.</summary>
    public sealed record NothingChanged(string SinceTag) : ComponentState
    {
        public override string Name => "nothing-changed";

        public override string Reason => $"none of its paths changed since {SinceTag}";
    }
}
