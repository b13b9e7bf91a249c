namespace Drayage.Registries.GitHub.GraphQl;

/// <summary>What a resolver gives for something that does not exist: null in the data, and an error of type NOT_FOUND.</summary>
internal sealed record NotResolved(string Message);
