using System.Collections.Immutable;
using Drayage.Workflows.Shell.Evaluation;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Publishing;

/// <summary>What one command or action does for a release.</summary>
internal abstract record PublishingAct
{
    private PublishingAct()
    {
    }

    /// <summary>The program or action, as messages name it.</summary>
    public required string Tool { get; init; }

    /// <summary>The command that does it; null for an action.</summary>
    public EvaluatedCommand? Command { get; init; }

    /// <summary>Proofs of identity that the call itself names.</summary>
    public ImmutableArray<CredentialUse> Credentials { get; init; } = [];

    /// <summary>Signing in, for what comes later in the same job.</summary>
    public sealed record Login : PublishingAct
    {
        /// <summary>The registry's host.</summary>
        public required ShellText Registry { get; init; }
    }

    /// <summary>Sending something to a channel, or moving a name there.</summary>
    public sealed record Publish : PublishingAct
    {
        public required Channel Channel { get; init; }

        public required PublicationForm Form { get; init; }

        /// <summary>An image reference, the address of an index, a tag; empty for a tool's own default.</summary>
        public required ShellText Address { get; init; }

        /// <summary>Where the address stands in the script; null when it stands nowhere.</summary>
        public TextSpan? AddressSpan { get; init; }

        public Repetition Repetition { get; init; }

        /// <summary>The option that makes a repetition harmless, when there is one: <c>--skip-existing</c>.</summary>
        public string? RepetitionOption { get; init; }

        /// <summary>Files or packages that are sent, as far as they are named.</summary>
        public ImmutableArray<ShellText> Files { get; init; } = [];

        /// <summary>What an index is made of, or what is copied.</summary>
        public ImmutableArray<ShellText> Sources { get; init; } = [];

        /// <summary>Platforms of an image, as they are named; empty when the call names none.</summary>
        public ImmutableArray<ShellText> Platforms { get; init; } = [];

        /// <summary>Unknown words stand among the arguments, so that options may be there which are not seen.</summary>
        public bool MayHaveMoreOptions { get; init; }
    }

    /// <summary>Fetching packages from an index that is named.</summary>
    public sealed record Fetch : PublishingAct
    {
        public required Channel Channel { get; init; }

        public required ShellText Address { get; init; }

        public required TextSpan AddressSpan { get; init; }
    }
}
