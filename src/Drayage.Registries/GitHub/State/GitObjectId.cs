using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Drayage.Registries.GitHub.State;

/// <summary>Computes the ids of git objects (git's object format: type, length, NUL, content; SHA-1).</summary>
internal static class GitObjectId
{
    private const string EmptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

    public static string Of(string type, string content)
    {
        var body = Encoding.UTF8.GetBytes(content);
        return Convert.ToHexStringLower(SHA1.HashData([.. Encoding.UTF8.GetBytes($"{type} {body.Length}\0"), .. body]));
    }

    /// <summary>The commit that the default branch of a new repository begins with: nothing in it.</summary>
    public static string InitialCommit(DateTimeOffset at) => Commit(EmptyTree, [], "Initial commit", at);

    public static string Commit(string tree, IEnumerable<string> parents, string message, DateTimeOffset at)
    {
        var who = Person("drayage", "drayage@localhost", at);
        return Of(GitObject.Commit, $"tree {tree}\n{string.Concat(parents.Select(parent => $"parent {parent}\n"))}author {who}\ncommitter {who}\n\n{message}\n");
    }

    public static string AnnotatedTag(string tag, string message, GitObject target, Signature tagger) =>
        Of(GitObject.Tag, $"object {target.Sha}\ntype {target.Type}\ntag {tag}\ntagger {Person(tagger.Name, tagger.Email, tagger.Date)}\n\n{message}");

    private static string Person(string name, string email, DateTimeOffset at) =>
        $"{name} <{email}> {at.ToUnixTimeSeconds()} {at.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal)}";
}
