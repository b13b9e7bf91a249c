using System.Text;
using System.Text.Json.Nodes;

namespace Drayage.Tests.Oci.Documents;

/// <summary>
/// Damages JSON documents in two ways: as trees, so that what comes out is JSON and reaches the checks behind the parser,
/// and as bytes. The same seed gives the same documents.
/// </summary>
internal sealed class JsonMutation(int seed)
{
    /// <summary>Stands for half of a surrogate pair, which no writer of trees writes.</summary>
    private const string Half = "half";

    /// <summary>Values that readers have stumbled over.</summary>
    private static readonly string[] Values =
    [
        "null", "0", "-1", "9223372036854775807", "9223372036854775808", "1e400", "0.5", "true", "\"\"", "\"../../etc/passwd\"", "\"sha256:\"", "\"sha256:../x\"",
        "\"sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709\"", "\"\\u0000\"", $"\"{Half}\"", "[]", "{}", "[null]", "[[]]", "{\"\":null}",
    ];

    private readonly Random random = new(seed);

    public byte[] Next(string document) => random.Next(3) == 0 ? Bytes(document) : Tree(document);

    private byte[] Tree(string document)
    {
        var root = JsonNode.Parse(document)!;
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var nodes = Below(root).ToList();
            if (nodes.Count == 0)
                break;
            Edit(nodes[random.Next(nodes.Count)]);
        }
        return Encoding.UTF8.GetBytes(root.ToJsonString().Replace(Half, "\\ud800", StringComparison.Ordinal));
    }

    private void Edit((JsonNode Parent, string? Key, int Place) at)
    {
        var value = JsonNode.Parse(Values[random.Next(Values.Length)]);
        switch (at.Parent)
        {
            case JsonObject parent when random.Next(3) == 0:
                parent.Remove(at.Key!);
                break;
            case JsonObject parent:
                parent[at.Key!] = value;
                break;
            case JsonArray parent when random.Next(3) == 0:
                parent.Insert(at.Place, parent[at.Place]?.DeepClone());
                break;
            case JsonArray parent:
                parent[at.Place] = value;
                break;
        }
    }

    private static IEnumerable<(JsonNode Parent, string? Key, int Place)> Below(JsonNode node)
    {
        var children = node switch
        {
            JsonObject members => members.Select(member => ((JsonNode)members, (string?)member.Key, 0, member.Value)),
            JsonArray items => items.Select((item, place) => ((JsonNode)items, (string?)null, place, item)),
            _ => [],
        };
        foreach (var (parent, key, place, child) in children)
        {
            yield return (parent, key, place);
            foreach (var deeper in child is null ? [] : Below(child))
                yield return deeper;
        }
    }

    private byte[] Bytes(string document)
    {
        var bytes = Encoding.UTF8.GetBytes(document).ToList();
        for (var edits = random.Next(1, 4); edits > 0 && bytes.Count > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(20), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.Skip(random.Next(bytes.Count)).Take(40).ToArray());
                    break;
                default:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)"[{"[random.Next(2)], random.Next(1, 200)));
                    break;
            }
        }
        return [.. bytes];
    }
}
