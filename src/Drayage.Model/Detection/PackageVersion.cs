namespace Drayage.Model.Detection;

/// <summary>What a manifest says of its package's version.</summary>
public abstract record PackageVersion
{
    private PackageVersion()
    {
    }

    /// <summary>The version as spelt, where one stands in a file; otherwise null.</summary>
    public virtual string? Text => null;

    /// <summary>Where to edit it; for an inherited version the place it is inherited from.</summary>
    public virtual SourceLocation? Location => null;

    /// <summary>Written in a file.</summary>
    public sealed record Static(string Spelling, SourceLocation At) : PackageVersion
    {
        public override string Text => Spelling;

        public override SourceLocation Location => At;

        /// <summary>Where the part behind the first hyphen stands, in manifests that keep it apart; null where all of it stands at one place.</summary>
        public SourceLocation? SuffixAt { get; init; }
    }

    /// <summary>Computed when the package is built, for instance by setuptools-scm from the tags.</summary>
    /// <param name="Provider">What computes it: <c>setuptools-scm</c>, <c>hatch-vcs</c>, <c>git tag</c>, <c>MSBuild</c> ….</param>
    public sealed record Dynamic(string Provider, SourceLocation? At) : PackageVersion
    {
        public override SourceLocation? Location => At;
    }

    /// <summary>The ecosystem gives no version to it, or the manifest lacks one.</summary>
    public sealed record None(string Reason) : PackageVersion
    {
        /// <summary>What the ecosystem's own tool would put in its place: 1.0.0 for MSBuild, 0.0.0 for cargo. Null where it refuses.</summary>
        public string? Assumed { get; init; }
    }
}
