using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Drayage.Registries.GitHub.Wire;

/// <summary>The body of every refusal.</summary>
internal sealed record ErrorView(
    string Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImmutableArray<GitHubError>? Errors,
    string DocumentationUrl,
    string Status);

/// <summary>Generated release notes.</summary>
internal sealed record NotesView(string Name, string Body);

/// <summary>Whether releases of the repository become immutable.</summary>
internal sealed record ImmutableReleasesView(bool Enabled, bool EnforcedByOwner);

/// <summary>About the server.</summary>
internal sealed record MetaView(bool VerifiablePasswordAuthentication, string InstalledVersion);
