using System.Text.Json.Serialization;

namespace Drayage.Registries.GitHub.State;

/// <summary>The document on disk.</summary>
[JsonSerializable(typeof(RepositoryState))]
internal sealed partial class GitHubState : JsonSerializerContext;
