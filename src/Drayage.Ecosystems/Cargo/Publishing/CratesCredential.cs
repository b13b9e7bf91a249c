using Drayage.Platform.Http;

namespace Drayage.Ecosystems.Cargo.Publishing;

/// <summary>What goes along with requests that change something.</summary>
/// <param name="Http">Cargo's bare token.</param>
/// <param name="Place">Where the token was found, for messages.</param>
/// <param name="IsExchanged">Whether it was given for the job's identity: it publishes versions of crates that are there, and nothing else.</param>
internal sealed record CratesCredential(HttpCredential Http, string Place, bool IsExchanged);
