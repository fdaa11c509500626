using Infrar.Platform.Parts.Prices;

namespace Infrar.Platform.Tests.Prices;

/// <summary>What is noted of a SKU reads the same in whatever order a feed states it.</summary>
public sealed class AttributeJsonTests
{
    [Fact]
    public void Attributes_stand_in_the_order_of_their_names_and_the_last_of_a_name_holds()
    {
        var json = new AttributeJson();
        var text = json.Write([new("b", "2"), new("a", "x \"y\""), new("B", "3"), new("b", "4"), new("a", "1")]);
        Assert.Equal("""{"B":"3","a":"1","b":"4"}""", text);
        Assert.Equal(text, json.Write([new("B", "3"), new("b", "4"), new("a", "1")]));
        Assert.Equal("{}", json.Write([]));
    }

    [Fact]
    public void A_sku_is_new_once_for_each_region()
    {
        var seen = new SeenSkus();
        foreach (var key in Enumerable.Range(0, 20_000).Select(i => $"SKU{i}"))
        {
            Assert.True(seen.Add(key, "eu"));
            Assert.True(seen.Add(key, "us"));
            Assert.False(seen.Add(key, "eu"));
        }

        Assert.True(seen.Add(new string('x', 5_000), ""));
        // A name and a region are not one text.
        Assert.True(seen.Add("SKU1e", "u"));
    }
}
